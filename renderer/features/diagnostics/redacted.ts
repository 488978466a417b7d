/**
 * Takes out of a text whatever may tell of a person or open a door: numbers of people, names in the paths of their folders, addresses of mail, what an
 * address carries beside its host, keys and tokens. What is left says what works.
 */
export const redacted = (text: string): string =>
  text
    // file:///home/NAME/…, /home/NAME, /Users/NAME, C:\Users\NAME
    .replace(/((?:\/home|\/Users|[A-Za-z]:\\Users|\/run\/user|\/root)(?:[\\/]|(?=\s|$)))(?:[^\s\\/:;,'"“”]*)/g, '$1…')
    .replace(/\b(https?|wss?):\/\/(?:[^\s/@]*@)?([^\s/?#]+)[^\s]*/gi, '$1://$2/…')
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '…@…')
    .replace(/\bos:[^\s,;)]+/g, 'os:…')
    // 9 and 12 digits are people, with or without spaces or points between groups.
    .replace(/(?<![\w])\d(?:[ .-]?\d){8,}(?![\w])/g, digits => '•'.repeat(digits.replace(/\D/g, '').length))
    .replace(/(?<![\w+/=-])(?=[\w+/-]*\d)(?=[\w+/-]*[A-Za-z])[\w+/-]{20,}={0,2}/g, '[…]')
