/*
 * Preloaded into the private pcscd, for its virtual reader driver (vpcd):
 *
 *  accept()   TCP_NODELAY on the card's connection. vpcd sends length and payload in two send() calls; with Nagle and
 *             delayed acknowledgements that costs 44 ms for every APDU.
 *  bind()     vpcd listens on every address of the machine: on the loopback address only, instead.
 *  nanosleep() pcscd looks for cards every 400 ms: every 40 ms, so that laying down a virtual card costs no time.
 *  opendir()  the folder of the USB drivers is not there, so that the private service never takes a real reader away
 *             from the system's own.
 *  open()     nor does it write its process id over that of the system's own service.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static int without_delay(int fd) {
  const int on = 1;
  if (fd >= 0) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* fails, harmlessly, on a Unix socket */
  return fd;
}

int accept(int fd, struct sockaddr *address, socklen_t *length) {
  static int (*next)(int, struct sockaddr *, socklen_t *);
  if (!next) next = (int (*)(int, struct sockaddr *, socklen_t *))dlsym(RTLD_NEXT, "accept");
  return without_delay(next(fd, address, length));
}

int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags) {
  static int (*next)(int, struct sockaddr *, socklen_t *, int);
  if (!next) next = (int (*)(int, struct sockaddr *, socklen_t *, int))dlsym(RTLD_NEXT, "accept4");
  return without_delay(next(fd, address, length, flags));
}

int bind(int fd, const struct sockaddr *address, socklen_t length) {
  static int (*next)(int, const struct sockaddr *, socklen_t);
  if (!next) next = (int (*)(int, const struct sockaddr *, socklen_t))dlsym(RTLD_NEXT, "bind");
  if (address && address->sa_family == AF_INET && length >= sizeof(struct sockaddr_in)) {
    struct sockaddr_in loopback;
    memcpy(&loopback, address, sizeof loopback);
    loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return next(fd, (struct sockaddr *)&loopback, sizeof loopback);
  }
  if (address && address->sa_family == AF_INET6 && length >= sizeof(struct sockaddr_in6)) {
    struct sockaddr_in6 loopback;
    memcpy(&loopback, address, sizeof loopback);
    loopback.sin6_addr = in6addr_loopback;
    return next(fd, (struct sockaddr *)&loopback, sizeof loopback);
  }
  return next(fd, address, length);
}

int nanosleep(const struct timespec *wanted, struct timespec *left) {
  static int (*next)(const struct timespec *, struct timespec *);
  if (!next) next = (int (*)(const struct timespec *, struct timespec *))dlsym(RTLD_NEXT, "nanosleep");
  const struct timespec poll_rate = {.tv_nsec = 40 * 1000 * 1000};
  const int polls = wanted->tv_sec == 0 && wanted->tv_nsec == 400 * 1000 * 1000; /* PCSCLITE_STATUS_POLL_RATE */
  return next(polls ? &poll_rate : wanted, left);
}

DIR *opendir(const char *path) {
  static DIR *(*next)(const char *);
  if (!next) next = (DIR * (*)(const char *)) dlsym(RTLD_NEXT, "opendir");
  if (strstr(path, "/pcsc/drivers")) {
    errno = ENOENT;
    return NULL;
  }
  return next(path);
}

int open(const char *path, int flags, ...) {
  static int (*next)(const char *, int, ...);
  if (!next) next = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  if (strncmp(path, "/run/pcscd/", 11) == 0) {
    errno = EACCES;
    return -1;
  }
  va_list more;
  va_start(more, flags);
  const mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0;
  va_end(more);
  return next(path, flags, mode);
}
