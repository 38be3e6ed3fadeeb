import { plainHeader } from "./plain-header.js";

/** What a status says about a sale: nothing was sold, something was, or it is not known. */
export type StatusMeaning = "not sold" | "sold" | "unknown";

/** Words that say that nothing was sold, in the nine languages. */
const NOT_SOLD = plainWords(`
  voided void cancelled canceled cancel failed failure declined denied pending draft test refunded reversed expired rejected abandoned
  lost closed-lost on-hold payment-pending pending-payment incomplete uncollectible chargeback returned view cart remove-from-cart
  storniert abgebrochen abgelehnt fehlgeschlagen ausstehend entwurf erstattet zurückgegeben
  annulé annulée échoué échouée refusé refusée en-attente brouillon remboursé remboursée
  cancelado cancelada anulado anulada fallido fallida rechazado rechazada pendiente borrador reembolsado reembolsada
  pendente rascunho falhou falhado recusado recusada estornado estornada
  annullato annullata fallito fallita rifiutato rifiutata in-attesa in-sospeso bozza rimborsato rimborsata
  geannuleerd mislukt geweigerd in-afwachting concept terugbetaald
  iptal iptal-edildi başarısız reddedildi beklemede bekliyor taslak iade iade-edildi
  anulowane anulowany anulowano anulowana nieudane odrzucone oczekujące oczekuje szkic zwrócone zwrócony
`);

/** Words that say that something was sold. */
const SOLD = plainWords(`
  paid complete completed processing shipped delivered fulfilled succeeded successful success settled sold won closed-won purchase
  payment sale charge transaction order received approved invoiced partially-refunded partially-paid charged captured done
  in-bearbeitung en-cours en-traitement en-proceso procesando em-processamento in-lavorazione in-behandeling hazırlanıyor w-realizacji
  bezahlt abgeschlossen versendet versandt geliefert zugestellt erledigt verkauft
  payé payée terminé terminée expédié expédiée livré livrée
  pagado pagada completado completada enviado enviada entregado entregada
  pago paga concluído concluída finalizado entregue
  pagato pagata completato completata spedito spedita consegnato consegnata evaso
  betaald voltooid verzonden afgerond geleverd
  ödendi tamamlandı gönderildi kargolandı teslim-edildi
  opłacone zapłacone zrealizowane wysłane dostarczone zakończone
`);

/** What a value of a status column says, without case, blanks, punctuation and accents; a blank one says that it was sold. */
export function statusMeaning(value: string): StatusMeaning {
  const plain = plainHeader(value);
  if (NOT_SOLD.has(plain)) return "not sold";
  return plain === "" || SOLD.has(plain) ? "sold" : "unknown";
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

/** Words of a pipeline that say that a deal was won: all its other stages say that nothing was sold. */
const WON = plainWords(
  "won closed-won gewonnen gagné gagnée ganado ganada ganho vinto vinta gewonnen kazanıldı wygrane wygrana",
);

/** Words of a stream of events beside which only a purchase is a sale. */
const EVENTS = plainWords(
  "view cart add-to-cart addtocart remove-from-cart page-view product-view begin-checkout checkout click search wishlist",
);
const PURCHASES = plainWords("purchase purchased transaction order buy");

/** The words of a column that alone say that something was sold, since the others make it a pipeline or a stream of events; undefined elsewhere. */
export function wordsAlone(values: readonly string[]): ReadonlySet<string> | undefined {
  const plain = values.map(plainHeader);
  const won = plain.filter((word) => WON.has(word));
  if (won.length > 0) return new Set(won);
  const bought = plain.filter((word) => PURCHASES.has(word));
  return bought.length > 0 && plain.some((word) => EVENTS.has(word)) ? new Set(bought) : undefined;
}

function plainWords(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).map(plainHeader));
}
