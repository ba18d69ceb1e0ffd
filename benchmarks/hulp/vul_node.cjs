// Times Carbone or docxtemplater, Word files only. Prints milliseconds for each document.
// Use: vul_node.cjs carbone|docxtemplater TEMPLATE FIELDS [FOLDER]; with a folder, it keeps the documents there.
const fs = require('node:fs')
const path = require('node:path')
const { performance } = require('node:perf_hooks')

const [program, template, fields, folder] = process.argv.slice(2)
const documents = JSON.parse(fs.readFileSync(fields, 'utf8'))

function withDocxtemplater() {
  const PizZip = require('pizzip')
  const Docxtemplater = require('docxtemplater')
  const content = fs.readFileSync(template)
  return async (values) => {
    const document = new Docxtemplater(new PizZip(content))
    document.render(values)
    return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' })
  }
}

function withCarbone() {
  const carbone = require('carbone')
  carbone.set({ templatePath: path.dirname(template) })
  return (values) =>
    new Promise((resolve, reject) => {
      carbone.render(path.basename(template), values, {}, (error, word) => (error ? reject(error) : resolve(word)))
    })
}

async function main() {
  const fill = program === 'carbone' ? withCarbone() : withDocxtemplater()
  let start
  for (let round = 0; round < 2; round++) {
    start = performance.now()
    for (const { naam, velden } of documents) {
      const word = await fill(velden)
      if (folder) fs.writeFileSync(path.join(folder, `${naam}.docx`), word)
    }
  }
  process.stdout.write(`${(performance.now() - start) / documents.length}\n`, () => process.exit())
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
