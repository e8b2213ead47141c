import { type Finder, type Span, spansOf } from './span.js';
import { isPlaceholder } from './value.js';

const VALUE = String.raw`("[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s"'|;]{1,200})`;

/** Where command lines carry a secret: the group is the value. */
const PLACES: readonly RegExp[] = [
  // PowerShell.
  new RegExp(String.raw`ConvertTo-SecureString\s+(?:-(?:String|AsPlainText|Force)\s+){0,3}(?!-)${VALUE}`, 'gi'),
  new RegExp(
    String.raw`-(?:\w{0,30}(?:Password|Passphrase|SecurityPin|Secret|AccessToken|AccountKey|ApiKey|Pin))\s+(?![-($])${VALUE}`,
    'gi',
  ),
  /Attach-ProductionServer\.ps1\s+\S{1,100}\s+\S{1,100}\s+\S{1,100}\s+(\S{1,200})/gi,
  // net use \\host\share PASSWORD /user:… and /user:… PASSWORD.
  new RegExp(String.raw`\bnet\s+use\s+(?:[a-z]:|\*)?\s*\\\\\S{1,200}\s+(?![/\\])${VALUE}`, 'gi'),
  new RegExp(String.raw`\bnet\s+user\s+\S{1,100}\s+(?!/)${VALUE}`, 'gi'),
  new RegExp(String.raw`/u(?:ser)?:\S{1,100}[ \t]+(?![/\\-])(?=[!-~]{3})${VALUE}`, 'gi'),
  new RegExp(String.raw`/(?:rp\s+|rp:|pass(?:word)?:|passwordd:|passwordo:|p:)${VALUE}`, 'gi'),
  // curl, wget, az, psexec, sqlcmd, mysql, sshpass, smbclient.
  /\bcurl\b[^\n]{0,200}?\s(?:-u|--user)\s+["']?[^\s:"']{1,100}:([^\s"']{1,200})/gi,
  new RegExp(
    String.raw`\b(?:sqlcmd|osql|bcp|psexec|mysql|mysqldump|az|sshpass|winexe|plink|pscp|docker|openssl|keytool|pg_dump|mongo\w*|schtasks|robocopy|wbadmin|cmdkey)\b[^\n]{0,200}?\s(?:-[pP]|--password|--client-secret|-pw|--pass|-storepass|-passin pass:|-password)[\s=:]*(?!-)${VALUE}`,
    'g',
  ),
  /\bsmbclient\b[^\n]{0,200}?\s-U\s+[^\s%]{1,100}%(\S{1,200})/g,
];

/** Options, and the commands that take a secret without one. */
const ANY = /[-/]\w|\bnet\s|SecureString|Attach-/i;

export const findInCommands: Finder = (text): Span[] =>
  (ANY.test(text) ? PLACES : [])
    .flatMap((pattern) => spansOf(text, pattern, '[비밀]', 1))
    .filter(({ at, end }) => {
      const value = text.slice(at, end).replace(/^["']|["']$/g, '');
      return value.trim() !== '' && !isPlaceholder(value);
    });
