import { plainHeader } from "./plain-header.js";

/**
 * Headers of tables that hold one row for each customer, without case, blanks and punctuation. They mean nothing in a table of sales:
 * an order there may well say how many the customer had before.
 */
export const ORDER_COUNTS: readonly string[] = plain(`
  orders_count order_count orders total_orders number_of_orders num_orders nb_orders no_of_orders n_orders orders_placed
  purchase_count purchases_count total_purchases number_of_purchases num_purchases purchases
  transaction_count transactions_count total_transactions number_of_transactions num_transactions
  invoice_count number_of_invoices frequency sales_count number_of_sales lifetime_orders total_order_count
  anzahl_bestellungen bestellanzahl anzahl_auftraege anzahl_kaeufe anzahl_aufträge anzahl_käufe bestellungen
  nombre_de_commandes nombre_achats nb_commandes nombre_commandes nombre_d_achats
  numero_de_pedidos número_de_pedidos num_pedidos total_pedidos cantidad_de_pedidos numero_de_compras
  quantidade_de_pedidos qtd_pedidos
  numero_ordini numero_di_ordini totale_ordini numero_acquisti
  aantal_bestellingen aantal_orders aantal_aankopen
  siparis_sayisi sipariş_sayısı toplam_siparis toplam_sipariş
  liczba_zamowien liczba_zamówień liczba_zakupów
`);

/** Headers of the day of a customer's latest purchase. */
export const LAST_SALE_DATES: readonly string[] = plain(`
  last_order_date last_order last_order_at last_purchase_date last_purchase last_purchase_at last_transaction_date last_sale_date
  last_invoice_date latest_order_date latest_purchase_date date_of_last_order date_of_last_purchase last_ordered_at last_active
  last_visit
  letzte_bestellung letztes_bestelldatum datum_letzte_bestellung letzter_kauf letzter_einkauf letztes_kaufdatum letzter_auftrag
  derniere_commande dernière_commande date_derniere_commande date_de_derniere_commande date_dernière_commande
  dernier_achat date_dernier_achat date_du_dernier_achat
  ultimo_pedido último_pedido fecha_ultimo_pedido fecha_último_pedido ultima_compra última_compra fecha_ultima_compra
  data_ultimo_pedido data_último_pedido data_ultima_compra data_última_compra data_do_ultimo_pedido data_da_ultima_compra
  ultimo_ordine data_ultimo_ordine ultimo_acquisto data_ultimo_acquisto
  laatste_bestelling laatste_besteldatum datum_laatste_bestelling laatste_aankoop datum_laatste_aankoop
  son_siparis son_sipariş son_siparis_tarihi son_sipariş_tarihi son_alışveriş son_alışveriş_tarihi
  ostatnie_zamowienie ostatnie_zamówienie data_ostatniego_zamowienia data_ostatniego_zamówienia ostatni_zakup data_ostatniego_zakupu
`);

/** Headers of all that a customer has spent. */
export const SUMS_OF_SALES: readonly string[] = plain(`
  total_spent total_spend amount_spent lifetime_value lifetime_spend lifetime_revenue total_revenue total_sales total_amount
  total_purchase_amount total_value customer_value monetary monetary_value ltv total_paid spent
  gesamtumsatz umsatz_gesamt gesamtausgaben
  total_depense total_dépensé montant_total chiffre_d_affaires
  total_gastado gasto_total importe_total
  total_gasto valor_total
  totale_speso spesa_totale
  totaal_besteed totale_omzet
  toplam_harcama toplam_tutar
  suma_wydatkow suma_wydatków wartosc_calkowita wartość_całkowita
`);

function plain(words: string): string[] {
  return words.trim().split(/\s+/).map(plainHeader);
}
