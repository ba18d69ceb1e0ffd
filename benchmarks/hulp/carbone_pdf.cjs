// Carbone with two LibreOffices: for each folder that is named on a line of standard input, makes all PDFs in it and
// prints "klaar". Use: carbone_pdf.cjs TEMPLATE FIELDS TEMPORARY
const fs = require('node:fs')
const path = require('node:path')
const readline = require('node:readline')
const carbone = require('carbone')

const [template, fields, temporary] = process.argv.slice(2)
const documents = JSON.parse(fs.readFileSync(fields, 'utf8'))
carbone.set({ factories: 2, startFactory: true, tempPath: temporary, templatePath: path.dirname(template) })

function render({ naam, velden }, folder) {
  return new Promise((resolve, reject) => {
    carbone.render(path.basename(template), velden, { convertTo: 'pdf' }, (error, pdf) => {
      if (error) return reject(error)
      fs.writeFileSync(path.join(folder, `${naam}.pdf`), pdf)
      resolve()
    })
  })
}

// Everything at once: Carbone itself divides the work over its LibreOffices.
async function main() {
  for await (const folder of readline.createInterface({ input: process.stdin })) {
    await Promise.all(documents.map((document) => render(document, folder)))
    process.stdout.write('klaar\n')
  }
  process.exit()
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
