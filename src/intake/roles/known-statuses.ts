import { plainHeader } from "./plain-header.js";

/** What a status says about a sale: nothing was sold, something was, or it is not known. */
export type StatusMeaning = "not sold" | "sold" | "unknown";

/** Words that say that nothing was sold, in the nine languages. */
const NOT_SOLD = plainWords(`
  voided void cancelled canceled cancel failed failure declined denied pending draft test refunded reversed expired rejected abandoned refused fail
  lost closed-lost on-hold payment-pending payment-error pending-payment incomplete uncollectible chargeback returned view cart remove-from-cart
  deleted trash trashed gelöscht supprimé supprimée eliminado eliminada eliminato eliminata excluído excluída verwijderd silindi usunięte
  storniert abgebrochen abgelehnt fehlgeschlagen ausstehend entwurf erstattet zurückgegeben retourniert zurückgesendet
  annulé annulée échoué échouée refusé refusée en-attente brouillon remboursé remboursée retourné retournée
  cancelado cancelada anulado anulada fallido fallida rechazado rechazada pendiente borrador reembolsado reembolsada devuelto devuelta
  pendente rascunho falhou falhado recusado recusada estornado estornada devolvido devolvida
  annullato annullata fallito fallita rifiutato rifiutata in-attesa in-sospeso bozza rimborsato rimborsata reso restituito
  geannuleerd mislukt geweigerd in-afwachting concept terugbetaald geretourneerd retour-ontvangen
  iptal iptal-edildi başarısız reddedildi beklemede bekliyor taslak iade iade-edildi
  anulowane anulowany anulowano anulowana nieudane nieudana odrzucone odrzucona oczekujące oczekuje szkic zwrócone zwrócona zwrócony
`);

/** Words that say that something was sold. */
const SOLD = plainWords(`
  paid complete completed processing shipped delivered fulfilled succeeded successful success settled sold won closed-won purchase
  payment sale charge transaction order received approved invoiced partially-refunded partially-paid charged captured done overdue billed paid-out completely-paid in-process in-progress partial-refund partial-refunded
  in-bearbeitung en-cours en-traitement en-proceso procesando em-processamento in-lavorazione in-behandeling hazırlanıyor w-realizacji
  bezahlt abgeschlossen versendet versandt geliefert zugestellt erledigt verkauft
  payé payée réglé réglée encaissé encaissée terminé terminée expédié expédiée livré livrée
  pagado pagada cobrado cobrada facturado facturada completado completada enviado enviada entregado entregada
  pago paga concluído concluída finalizado entregue
  pagato pagata saldato saldata incassato incassata completato completata spedito spedita consegnato consegnata evaso evasa
  betaald voltooid verzonden afgerond geleverd
  ödendi tamamlandı gönderildi kargolandı teslim-edildi
  opłacone opłacona opłacony zapłacone zapłacona zapłacony zrealizowane zrealizowana wysłane wysłana dostarczone dostarczona zakończone
  zakończona rozliczone rozliczona
`);

/** Words that say that something was sold at the end of a phrase too: `payment accepted`, `pago recibido`. */
const SOLD_AT_END = plainWords(`
  paid completed complete shipped delivered fulfilled received accepted approved captured settled succeeded successful
  bezahlt abgeschlossen versendet versandt geliefert zugestellt erhalten akzeptiert
  payé payée accepté acceptée expédié expédiée livré livrée reçu reçue
  pagado pagada aceptado aceptada recibido recibida completado completada enviado enviada entregado entregada
  pago paga aprovado aprovada recebido confirmado entregue concluído concluída
  pagato pagata accettato ricevuto completato spedito consegnato
  betaald ontvangen geaccepteerd verzonden geleverd opłacone zapłacone zaakceptowana otrzymano
`);

/** Beginnings of phrases that say that a sale waits for its money. */
const WAITING =
  /^(pendiente (de|del)|pendente de|en attente( de|$)|awaiting|waiting for|pending|warten auf|warte auf|wartet auf|in attesa( di|$)|w oczekiwaniu|oczekuje na|aguardando|in afwachting( van|$)|wacht op) ?(?!.*(shipment|fulfil|pickup|delivery|envio|expedition|livraison|versand|spedizione|wysylk|verzending|entrega))/;

/** Words that say that nothing was sold wherever they stand in a phrase: `cancelled by customer`, `payment failed`. */
const NOT_SOLD_ANYWHERE = plainWords(`
  cancelled canceled voided failed declined rejected abandoned refunded error erreur errore erro
  storniert fehlgeschlagen abgelehnt abgebrochen erstattet remboursé remboursée reembolsado rimborsato terugbetaald
  annulé annulée annullato annullata annulado annulada anulado anulada anulowane anulowano cancelado cancelada
  refusé refusée échoué échouée fallido fallida rechazado rechazada recusado recusada rifiutato fallito geannuleerd mislukt
`);

/** Words that turn the others around, or say that it was a part only. */
const TURNS = plainWords(
  "not never partially partly partial nicht teilweise pas no non não nie niet deels partiellement parcialmente",
);

/** A phrase says that nothing was sold by how it begins or by a word in it, and that something was sold by a known word at either end. */
function phraseMeaning(value: string): StatusMeaning {
  const words = value
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map(plainHeader)
    .filter((word) => word !== "");
  if (words.length < 2 || words.some((word) => TURNS.has(word))) return "unknown";
  if (WAITING.test(words.join(" ")) || words.some((word) => NOT_SOLD_ANYWHERE.has(word))) return "not sold";
  return words.some((word) => NOT_SOLD.has(word)) || !SOLD_AT_END.has(words.at(-1) ?? "") ? "unknown" : "sold";
}

/**
 * What a value of a status column says, without case, blanks, punctuation and accents; a blank one says that it was sold. `wc-` stands in
 * front of the statuses in WooCommerce's tables.
 */
export function statusMeaning(written: string): StatusMeaning {
  const value = written.replace(/^\s*wc-/i, "");
  const plain = plainHeader(value);
  if (NOT_SOLD.has(plain)) return "not sold";
  return plain === "" || SOLD.has(plain) ? "sold" : phraseMeaning(value);
}

/** Words for what was not sold that mean something else as the header of a yes or no. */
const NO_FLAGS = plainWords("view cart closed concept incomplete pending cancel");

/** Words that say as the header of a yes or no that nothing was sold. */
const UNSOLD_FLAGS: ReadonlySet<string> = new Set([...NOT_SOLD].filter((word) => !NO_FLAGS.has(word)));

/** Words that say as the header of a yes or no that something was sold: without a yes, the money never came. */
const SOLD_FLAGS = plainWords(`
  paid valid success successful succeeded approved captured bezahlt payé payée pagado pagada pago paga pagato pagata betaald ödendi
  opłacone zapłacone
`);

/** Words of which a moment says that nothing was sold: `cancelled_at`. A refund may be of a part, and what expires was sold. */
const MOMENTS = plainWords(`
  voided void cancelled canceled cancel cancellation failed declined rejected deleted storniert storno gelöscht annulé annulée annulation
  supprimé cancelado cancelada cancelación cancelamento anulado anulada eliminado annullato annullata geannuleerd verwijderd iptal anulowano
`);

/** What may stand around such words in a header, and says nothing. */
const BEFORE = /^(is|was|hasbeen|has|ist|wurde|est|es|foi|orderis|order|sale|transaction|invoice|payment)(?=.{4})/;
const BEHIND = /(?<=.{4})(order|flag|yn|sale|transaction)$/;
const MOMENT_BEHIND = /(?<=.{4})(at|on|date|time|datum|am|datetime|timestamp)$/;
const MOMENT_BEFORE = /^(date|datum|dateof|datede|datade|fechade|datadi)(?=.{4})/;

/** What the header of a yes or no, or of a moment, says of the rows that it speaks of; undefined where it says nothing. */
export type FlagMeaning = "not sold" | "sold" | "not sold since";

/** Reads a header as that of a flag: `cancelled` and `is_test` are of what was not sold, `paid` of what was, `cancelled_at` since when it was not. */
export function flagHeader(header: string): FlagMeaning | undefined {
  const plain = plainHeader(header);
  const says = (words: ReadonlySet<string>, before: RegExp, behind: RegExp): boolean =>
    [plain.replace(before, ""), plain].some((each) => words.has(each) || words.has(each.replace(behind, "")));
  if (!NO_FLAGS.has(plain) && says(UNSOLD_FLAGS, BEFORE, BEHIND)) return "not sold";
  if (says(SOLD_FLAGS, BEFORE, BEHIND)) return "sold";
  const isMoment = plain !== plain.replace(MOMENT_BEHIND, "") || plain !== plain.replace(MOMENT_BEFORE, "");
  const moment = plain.replace(MOMENT_BEFORE, "").replace(MOMENT_BEHIND, "");
  return isMoment && [moment, moment.replace(BEFORE, "")].some((each) => MOMENTS.has(each))
    ? "not sold since"
    : undefined;
}

const YES_WORDS = "yes y true t 1 x ja j oui o si s sim sì sí evet e tak wahr vrai verdadero vero prawda";
const NO_WORDS = "no n false f 0 nein non não nee hayır h nie falsch faux falso onwaar fałsz";
const YES = plainWords(YES_WORDS);
const NO = plainWords(NO_WORDS);

/** The values, in small letters, that say that something was sold. */
export function soldFlagWords(header: FlagMeaning): readonly string[] {
  const words = (header === "sold" ? YES_WORDS : NO_WORDS).split(" ");
  return [...words, header === "sold" ? "1.0" : "0.0"];
}

/** What a yes or no says under such a header: under one for what was not sold, yes was not sold, and no or a blank was. */
export function flagMeaning(value: string, header: FlagMeaning): StatusMeaning {
  const plain = plainHeader(value.trim().replace(/^([01])\.0+$/, "$1"));
  if (plain === "") return "sold";
  if (header === "not sold since") return "not sold";
  if (YES.has(plain)) return header;
  if (NO.has(plain)) return header === "sold" ? "not sold" : "sold";
  return "unknown";
}

/** Words that say that the money went back, all of it. */
const REFUNDED = plainWords(`
  refunded fully-refunded erstattet remboursé remboursée reembolsado reembolsada estornado estornada rimborsato rimborsata
  terugbetaald iade iade-edildi zwrócone zwrócony
`);

/** True for a word that says that the money went back: how much, another column may tell. */
export function isRefundWord(value: string): boolean {
  return REFUNDED.has(plainHeader(value));
}

/** Words for a row that gives money back, with a negative amount. */
const REFUNDS = plainWords(
  "refund refunds credit credit-note return gutschrift rückerstattung avoir remboursement reembolso devolución estorno rimborso terugbetaling retour iade zwrot",
);

/** True for a word that says that a row gives money back. */
export function isRefundRow(value: string): boolean {
  return REFUNDS.has(plainHeader(value));
}

/** Words that invoices have and orders do not. */
const OF_INVOICES = plainWords("draft overdue voided awaiting-approval submitted");

/** True for a word of invoices: beside them, what waits for its money is a sale on account. */
export function isOfInvoices(value: string): boolean {
  return OF_INVOICES.has(plainHeader(value));
}

const AWAITING_PAYMENT = plainWords("awaiting-payment unpaid due");

/** True for a word that says that the money is still to come, and no more. */
export function isAwaitingPayment(value: string): boolean {
  return AWAITING_PAYMENT.has(plainHeader(value));
}

/** Words of a pipeline that say that a deal was won: all its other stages say that nothing was sold. */
const WON = plainWords(
  "won closed-won gewonnen gagné gagnée ganado ganada ganho vinto vinta gewonnen kazanıldı wygrane wygrana abgeschlossen-und-gewonnen " +
    "geschlossen-und-gewonnen geschlossen-gewonnen fermé-gagné fermée-gagnée clôturé-gagné clôturée-gagnée conclu-gagné fermé-et-gagné " +
    "cierre-ganado cerrado-ganado cerrada-ganada cerrado-y-ganado fechado-ganho fechado-e-ganho chiuso-vinto chiusa-vinta chiuso-e-vinto " +
    "gesloten-gewonnen gesloten-en-gewonnen kapandı-kazanıldı zamknięte-wygrane zamknięta-wygrana",
);

/** A stage without the name of its pipeline, which HubSpot writes behind it: `Closed won (Sales Pipeline)`. */
export function stageOf(value: string): string {
  return plainHeader(value.replace(/\s*\([^()]*\)\s*$/, "") || value);
}

/** Words of a stream of events beside which only a purchase is a sale. */
const EVENTS = plainWords(
  "view cart add-to-cart addtocart remove-from-cart page-view product-view begin-checkout checkout click search wishlist",
);
const PURCHASES = plainWords("purchase purchased transaction order buy");

/** The words of a column that alone say that something was sold, since the others make it a pipeline or a stream of events; undefined elsewhere. */
export function wordsAlone(values: readonly string[]): ReadonlySet<string> | undefined {
  const plain = values.map(plainHeader);
  const won = values.filter((value) => WON.has(stageOf(value)));
  if (won.length > 0) return new Set(won.map(plainHeader));
  const bought = plain.filter((word) => PURCHASES.has(word));
  return bought.length > 0 && plain.some((word) => EVENTS.has(word)) ? new Set(bought) : undefined;
}

function plainWords(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).map(plainHeader));
}
