// Writes one table with exceljs and with SheetJS, in every format that could be given the name of a table.
// Arguments: a JSON file with rows of texts, numbers and {"datum": "2023-01-10"}, and the folder for the files.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import XLSX from 'xlsx'

const [input, folder] = process.argv.slice(2)
const value = cell => (cell?.datum ? new Date(`${cell.datum}T00:00:00Z`) : cell === '' ? null : cell)
const rows = JSON.parse(await readFile(input)).map(row => row.map(value))
const mail = cell => typeof cell === 'string' && cell.includes('@')

const book = new ExcelJS.Workbook()
const sheet = book.addWorksheet('Gemeenten', { views: [{ state: 'frozen', ySplit: 1 }] })
for (const row of rows) {
  sheet.addRow(row.map(cell => {
    if (mail(cell)) return { text: cell, hyperlink: `mailto:${cell}` }
    return typeof cell === 'string' && cell.includes(' ')
      ? { richText: [{ text: cell.slice(0, 3), font: { bold: true } }, { text: cell.slice(3) }] }
      : cell
  }))
}
await book.xlsx.writeFile(join(folder, 'exceljs.xlsx'))
const day = { dateFormat: 'YYYY-MM-DD', dateUTC: true }
await book.csv.writeFile(join(folder, 'exceljs-opmaak.csv'), day) // in a text, what is partly bold is JSON
const plain = new ExcelJS.Workbook()
plain.addWorksheet('Gemeenten').addRows(rows)
await plain.csv.writeFile(join(folder, 'exceljs.csv'), day)
await plain.csv.writeFile(join(folder, 'exceljs-tijd.csv'), { ...day, dateFormat: 'YYYY-MM-DD HH:mm:ss' })

for (const [name, useSharedStrings] of [['exceljs-stroom', false], ['exceljs-stroom-gedeeld', true]]) {
  const filename = join(folder, `${name}.xlsx`)
  const stream = new ExcelJS.stream.xlsx.WorkbookWriter({ filename, useStyles: true, useSharedStrings })
  const target = stream.addWorksheet('Gemeenten')
  for (const row of rows) target.addRow(row).commit()
  await stream.commit()
}

const cells = XLSX.utils.aoa_to_sheet(rows, { cellDates: true, UTC: true })
const all = XLSX.utils.book_new()
XLSX.utils.book_append_sheet(all, cells, 'Gemeenten')
for (const bookType of ['xlsx', 'xlsm', 'xlsb', 'biff8', 'biff5', 'xlml', 'ods', 'html', 'csv', 'txt', 'dif', 'sylk']) {
  const data = XLSX.write(all, { type: 'buffer', bookType, cellDates: true, compression: true })
  await writeFile(join(folder, `sheetjs.${bookType}`), data)
}
const iso = XLSX.utils.aoa_to_sheet(rows, { cellDates: true, UTC: true, dateNF: 'yyyy-mm-dd' })
await writeFile(join(folder, 'sheetjs-iso.csv'), XLSX.utils.sheet_to_csv(iso, { FS: ';' }))
await writeFile(join(folder, 'sheetjs-getallen.xlsx'), XLSX.write(all, { type: 'buffer', bookType: 'xlsx', bookSST: true }))
