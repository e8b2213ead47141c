/** The page's phrases, put in when it is built. */
declare const PHRASES: typeof import('../dialogs/phrases.ko.js')['phrases']['webChat'];
