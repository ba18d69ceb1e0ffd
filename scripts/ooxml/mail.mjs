// Reads the e-mail that is named as argument with an independent parser, and prints what it finds as JSON.
import { readFile } from 'node:fs/promises'
import PostalMime from 'postal-mime'

const mail = await PostalMime.parse(await readFile(process.argv[2]), { attachmentEncoding: 'base64' })
process.stdout.write(JSON.stringify(mail))
