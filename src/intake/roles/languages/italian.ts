import type { Language } from "./language.js";

export const italian: Language = {
  customer: ["cliente", "clienti", "acquirente", "utente", "conto", "socio", "compratore"],
  order: ["ordine", "fattura", "vendita", "acquisto", "scontrino", "ricevuta", "transazione", "pagamento", "documento"],
  number: ["n", "no", "num", "nr", "numero", "codice", "cod", "id", "identificativo", "riferimento", "rif"],
  name: ["nome", "nome completo", "ragione sociale", "nominativo"],
  email: ["e-mail", "posta elettronica", "indirizzo e-mail", "mail"],
  date: ["data", "giorno", "data e ora", "data ora"],
  of: ["di", "del", "dell", "della", "d"],
  money: ["importo", "totale", "valore", "somma", "importo totale", "prezzo totale", "ammontare"],
  orderTotal: ["totale pagato", "fatturato", "ricavo", "incasso"],
  lineTotal: ["totale riga", "importo riga", "totale di riga"],
  quantity: ["quantità", "qta", "pezzi", "q.tà"],
  unitPrice: ["prezzo unitario", "prezzo per unità"],
  price: ["prezzo", "prezzo di vendita"],
  currency: ["valuta", "divisa"],
  status: ["stato", "stato ordine", "stato dell'ordine", "stato pagamento", "fase"],
  refunded: ["rimborsato", "rimborso", "importo rimborsato"],
};
