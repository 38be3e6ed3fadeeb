import type { Language } from "./language.js";

export const french: Language = {
  customer: ["client", "cliente", "acheteur", "compte", "adhérent", "membre", "utilisateur", "tiers"],
  order: ["commande", "facture", "vente", "achat", "transaction", "paiement", "ticket", "reçu", "facturation", "pièce"],
  number: ["n", "no", "num", "numéro", "code", "id", "identifiant", "référence", "réf"],
  name: ["nom", "nom complet", "raison sociale"],
  email: ["courriel", "e-mail", "adresse e-mail", "mail", "adresse mail", "adresse électronique"],
  date: ["date", "jour", "date et heure", "horodatage"],
  of: ["de", "du", "de la", "d", "des", "l"],
  money: ["montant", "total", "somme", "valeur", "prix total", "montant total"],
  orderTotal: ["chiffre d'affaires", "CA", "total payé", "montant payé", "total à payer", "net a payer"],
  lineTotal: ["total ligne", "montant ligne", "total de la ligne", "montant de la ligne"],
  quantity: ["quantité", "qté", "nombre d'articles"],
  unitPrice: ["prix unitaire", "PU", "prix à l'unité"],
  price: ["prix", "prix de vente"],
  currency: ["devise", "monnaie"],
  status: [
    "statut",
    "état",
    "statut de la commande",
    "statut commande",
    "état de la commande",
    "statut du paiement",
    "étape",
  ],
  refunded: ["remboursé", "remboursement", "montant remboursé"],
};
