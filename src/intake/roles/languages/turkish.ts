import type { Language } from "./language.js";

export const turkish: Language = {
  customer: ["müşteri", "alıcı", "üye", "cari", "kullanıcı"],
  order: ["sipariş", "fatura", "satış", "satın alma", "fiş", "işlem", "ödeme", "alışveriş", "belge", "makbuz"],
  number: ["no", "nosu", "numarası", "numara", "id", "kodu", "kod", "kimliği"],
  name: ["adı", "ad soyad", "adı soyadı", "ünvanı", "unvanı", "ismi"],
  email: ["e-posta", "e-posta adresi", "eposta", "mail adresi", "e-mail"],
  date: ["tarihi", "tarih", "günü", "zamanı", "tarih saat"],
  of: [],
  money: ["tutar", "tutarı", "toplam", "toplamı", "toplam tutar", "toplam tutarı", "bedeli"],
  orderTotal: ["genel toplam", "ödenen tutar", "ciro", "gelir"],
  lineTotal: ["satır toplamı", "satır tutarı", "kalem tutarı"],
  quantity: ["miktar", "adet", "miktarı"],
  unitPrice: ["birim fiyat", "birim fiyatı"],
  price: ["fiyat", "satış fiyatı", "fiyatı"],
  currency: ["para birimi", "döviz", "döviz cinsi"],
  status: ["durum", "durumu", "sipariş durumu", "ödeme durumu", "aşama"],
  refunded: ["iade edilen", "iade tutarı", "iade edilen tutar", "iade"],
};
