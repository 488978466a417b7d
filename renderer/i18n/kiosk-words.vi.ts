/** A screen that nobody leaves but an administrator. */
export const vietnameseKiosk = {
  leave: 'Thoát toàn màn hình',
  title: 'Thoát chế độ toàn màn hình',
  sub: 'Chỉ người quản trị. ChipDesk sẽ đóng lại, quầy ngừng tiếp nhận đến khi mở lại.',
  id: 'Tên đăng nhập của người quản trị',
  submit: 'Thoát',
  cancel: 'Ở lại',
}
