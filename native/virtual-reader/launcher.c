/*
 * Starts a private PC/SC service that serves one Unix socket of our choice and ends with the process that wanted it.
 *
 *   launcher PARENT_PID SOCKET PRELOAD PCSCD CONFIG_FOLDER
 *
 * The socket reaches pcscd the way systemd's socket activation hands one over: as fd 3, with LISTEN_FDS and LISTEN_PID
 * in the environment (sd_listen_fds(3)). Whoever binds must never accept on it, so this process becomes pcscd.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int fail(const char *what) {
  fprintf(stderr, "launcher: %s: %s\n", what, strerror(errno));
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: launcher PARENT_PID SOCKET PRELOAD PCSCD CONFIG_FOLDER\n");
    return 2;
  }
  const char *path = argv[2];

  /* Survives exec. The parent may have died before the call, so its pid is looked at afterwards. */
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return fail("prctl");
  if (getppid() != (pid_t)atol(argv[1])) return 0;

  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return fail(path);
  }
  strcpy(address.sun_path, path);

  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  if (fd < 0) return fail("socket");
  unlink(path);
  umask(0077); /* only this user may talk to the cards */
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0) return fail(path);
  if (listen(fd, 64) != 0) return fail("listen");
  if (fd != 3 && (dup2(fd, 3) != 3 || close(fd) != 0)) return fail("dup2");

  char pid[24];
  snprintf(pid, sizeof pid, "%ld", (long)getpid());
  setenv("LISTEN_FDS", "1", 1);
  setenv("LISTEN_PID", pid, 1);
  setenv("LD_PRELOAD", argv[3], 1);

  char *const command[] = {argv[4], "-f", "-c", argv[5], NULL};
  execv(argv[4], command);
  return fail(argv[4]);
}
