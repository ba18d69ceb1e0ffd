// Reads the e-mail that is named as argument with three parsers of different make, and prints as JSON what each finds:
// addresses, names, subject, text, and the SHA-256 of each attachment by name.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extract } from 'letterparser'
import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'

const data = await readFile(process.argv[2])
const hash = (content) => createHash('sha256').update(Buffer.from(content)).digest('hex')
const found = (to, subject, text, files) => ({
  to: to.map((each) => [each.name ?? '', each.address ?? each.raw]), subject, text: text.replaceAll('\r\n', '\n'),
  files: Object.fromEntries(files.map(([name, content]) => [name, hash(content)]))
})
const postal = await PostalMime.parse(data)
const node = await simpleParser(data)
const letter = extract(data.toString('latin1'))
process.stdout.write(JSON.stringify({
  'postal-mime': found(postal.to ?? [], postal.subject, postal.text, postal.attachments.map((each) => [each.filename, each.content])),
  mailparser: found(node.to?.value ?? [], node.subject, node.text, node.attachments.map((each) => [each.filename, each.content])),
  letterparser: found(letter.to ?? [], letter.subject, letter.text, (letter.attachments ?? []).map((each) => [each.filename, each.body]))
}))
