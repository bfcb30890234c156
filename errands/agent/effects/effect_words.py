"""Words that say what a control does, by language: data, no rules.

`does` makes a control an effect wherever the word stands in its name; `reads` says that it looks,
leads or arranges. `card` names a field that pays. A star stands for any ending; an equals sign
before a word means the whole name, for words too short to stand inside others. Languages that
write without spaces, or glue articles on, are found inside words.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    does: str
    reads: str = ""
    card: str = ""
    glued: bool = False


WORDS: Final[dict[str, Words]] = {
    "en": Words(
        does="pay|buy|purchase|order|book|confirm|place|submit|send|resend|post|publish|tweet"
        "|share|sign|agree|accept|delete|remove|erase|destroy|wipe|cancel|terminate|transfer"
        "|donate|subscribe|unsubscribe|apply for|apply now|checkout|check out|complete"
        "|finali[sz]e|bid|withdraw|deactivate|revoke|rsvp|authori[sz]e|approve|top up|tip|lease"
        "|rent now|hire now|enrol|enroll|discard|wire|remit|checkout now|trade|refund|forward"
        "|reply|upgrade now|close (?:my |your |the |this )?account|disable (?:my )?account"
        "|(?:end|stop) (?:my )?subscription|make (?:an )?offer|make (?:(?:the|this|my|your) )?payment"
        "|for good|permanently|(?:end|close) it|stop paying|yes,|=yes|charge (?:my |the )?card"
        "|reserve now|reserve (?:(?:the|this|my|our|your) )?(?:table|seats?|spot|slot)"
        r"|(?:save|activate|start|set up|turn on) (?:\w+ )?(?:autopay|(?:direct )?debit|payments?)"
        r"|(?:turn off|stop|end) (?:\w+ ){0,2}(?:autopay|(?:direct )?debit|payments?)"
        "|empty (?:the )?(?:trash|bin)|factory reset|uninstall|renew|start (?:my )?(?:free )?(?:trial|membership|subscription)",
        reads="search|find|filter*|sort|show|see|view|next|continue|back|previous|edit|change"
        "|review|proceed|go on|summary|update|close|reset|clear|log ?in|sign in|sign ?up|add to|reserve|choose|select|apply"
        "|more|less|expand|collapse|compare|print|preview|refresh|calculate|estimate|check",
        card="card number|number on card|card details|cvc|cvv|csc|security code|iban|expiry"
        "|expiration date|name on card|sort code|routing number",
    ),
    "de": Words(
        does="bezahl*|zahlen|kaufen|jetzt kaufen|sofortkauf|bestell*|kostenpflichtig*|buchen"
        "|bestätig*|absenden|abschicken|senden|verschicken|schicken|löschen|stornier*|kündig*"
        "|unterschreib*|unterzeichn*|veröffentlich*|überweis*|spenden|abonnier*|abbestell*"
        "|zustimmen|akzeptier*|entfernen|verbindlich*|posten|teilen|abbrechen|bieten"
        "|abschließen|beantragen|freigeben|einwilligen|antworten|weiterleiten|verlängern",
        reads="suchen|suche|weiter|zurück|anzeigen|filter*|sortier*|ändern|bearbeiten|schließen"
        "|auswählen|in den warenkorb|einloggen|anmelden|mehr|zum warenkorb|hinzufügen|übernehmen"
        "|anwenden|aktualisieren|ansehen|vergleichen",
        card="kartennummer|kartenprüfnummer|prüfziffer|gültig bis|karteninhaber",
    ),
    "fr": Words(
        does="payer|payez|acheter|achetez|commander|commandez|réserver|réservez|confirmer"
        "|confirmez|envoyer|envoyez|supprim*|effacer|annuler|annulez|résilier|publier|publiez"
        "|partager|signer|signez|valider|soumettre|virer|faire un don|accepter|j'accepte"
        "|s'abonner|je m'abonne|se désabonner|retirer|transférer|finaliser|enchérir|régler"
        "|poster|répondre|désactiver|passer (?:la |ma )?commande|renouveler",
        reads="chercher|rechercher|suivant*|continuer|retour|précédent*|voir|afficher|filtrer"
        "|trier|modifier|fermer|choisir|ajouter au panier|se connecter|connexion|plus|appliquer"
        "|mettre à jour|comparer|poursuivre",
        card="numéro de (?:la )?carte|cryptogramme|date d'expiration|titulaire de la carte",
    ),
    "es": Words(
        does="pagar|pagarlo|paga|comprar|compra ahora|pedir|hacer (?:el )?pedido|realizar pedido"
        "|reservar|reserva ahora|confirmar|confirma|enviar|eliminar|borrar|cancelar|anular"
        "|publicar|compartir|firmar|aceptar|donar|transferir|suscribir*|suscríbete"
        "|darse de baja|finalizar|tramitar|contratar|quitar|pujar|responder|reenviar|renovar",
        reads="buscar|siguiente|continuar|atrás|volver|ver|mostrar|filtrar|ordenar|editar|cambiar"
        "|cerrar|elegir|seleccionar|añadir (?:al carrito|a la cesta)|iniciar sesión|entrar|más"
        "|aplicar|actualizar|comparar",
        card="número de (?:la )?tarjeta|código de seguridad|fecha de caducidad",
    ),
    "it": Words(
        does="pagare|paga|acquist*|compra|comprare|ordina|ordinare|prenota|prenotare|conferma"
        "|confermare|invia|inviare|spedisci|elimina|eliminare|cancella|cancellare|annulla"
        "|annullare|pubblica|condividi|firma|accetta|accetto|dona|trasferisci|bonifico|iscriviti"
        "|disdici|completa|rimuovi|rispondi|inoltra|rinnova|abbonati",
        reads="cerca|avanti|continua|indietro|vedi|mostra|filtra|ordina per|modifica|cambia"
        "|chiudi|scegli|seleziona|aggiungi al carrello|accedi|altro|applica|aggiorna|confronta",
        card="numero (?:della )?carta|codice di sicurezza|data di scadenza",
    ),
    "pt": Words(
        does="pagar|pague|comprar|compre|encomendar|fazer pedido|finalizar|reservar|reserve agora"
        "|confirmar|enviar|excluir|apagar|eliminar|cancelar|anular|publicar|partilhar"
        "|compartilhar|assinar|aceitar|aceito|doar|transferir|inscrever-se|remover|concluir"
        "|responder|encaminhar|contratar|renovar",
        reads="pesquisar|procurar|buscar|próximo|seguinte|continuar|voltar|ver|mostrar|filtrar"
        "|ordenar|editar|alterar|fechar|escolher|adicionar ao carrinho|iniciar sessão|mais"
        "|aplicar|atualizar|comparar",
        card="número do cartão|código de segurança|data de validade",
    ),
    "nl": Words(
        does="betaal|betalen|koop|kopen|koop nu|bestel|bestellen|boek|boeken|bevestig*|verzend*"
        "|verstuur|versturen|stuur|verwijder*|annuleer|annuleren|opzeggen|zeg op|publiceer"
        "|publiceren|delen|ondertekenen|akkoord|accepteer|accepteren|doneer|doneren|overmaken"
        "|abonneer|abonneren|afmelden|plaats|plaatsen|afronden|bieden|wissen|beantwoorden",
        reads="zoek|zoeken|volgende|verder|doorgaan|terug|toon|bekijk|filter*|sorteer|wijzig*"
        "|sluit|sluiten|kies|in winkelwagen|in winkelmand|inloggen|meer|toepassen|vergelijk*",
        card="kaartnummer|beveiligingscode|vervaldatum",
    ),
    "pl": Words(
        does="zapłać|płacę|zapłacić|kup|kupuję|kup teraz|zamów|zamawiam|złóż zamówienie"
        "|zarezerwuj|rezerwuję|potwierdź|potwierdzam|wyślij|usuń|skasuj|anuluj|opublikuj"
        "|udostępnij|podpisz|zgadzam się|akceptuję|akceptuj|przelej|wpłać|subskrybuj"
        "|zrezygnuj|wypowiedz|zatwierdź|licytuj|odpowiedz|odnów",
        reads="szukaj|wyszukaj|dalej|wstecz|powrót|pokaż|zobacz|filtruj|sortuj|edytuj|zmień"
        "|zamknij|wybierz|dodaj do koszyka|zaloguj*|więcej|zastosuj|porównaj|kontynuuj",
        card="numer karty|data ważności|kod zabezpieczający",
    ),
    "tr": Words(
        does="öde|ödeme yap|ödemeyi tamamla|satın al|=al|sipariş ver|siparişi tamamla"
        "|rezervasyon yap|rezerve et|onayla*|gönder|=sil|hesabı sil|kaldır|iptal|iptal et"
        "|yayınla|paylaş|imzala|kabul et|kabul ediyorum|bağış yap|havale*|abone ol|sonlandır"
        "|yanıtla|yenile ve öde",
        reads="ara|=ara|sonraki|devam|devam et|geri|göster|görüntüle|filtrele|sırala|düzenle"
        "|değiştir|kapat|seç|sepete ekle|giriş yap|daha fazla|uygula|karşılaştır",
        card="kart numarası|son kullanma tarihi|güvenlik kodu",
    ),
    "ru": Words(
        does="оплат*|заплат*|купить|куплю|заказать|оформить*|забронир*|бронир*|подтверд*"
        "|отправ*|удал*|отменить|отмена|отказаться|опубликовать|поделиться|подписать*|согласен"
        "|согласна|принять|принимаю|перевести|пожертвовать|отписаться|завершить|разместить"
        "|стереть|ответить|продлить",
        reads="найти|искать|поиск|далее|дальше|продолжить|назад|показать|смотреть|фильтр*"
        "|сортир*|изменить|редактировать|закрыть|выбрать|в корзину|добавить в корзину|войти|ещё"
        "|применить|сравнить",
        card="номер карты|срок действия|код безопасности",
    ),
    "uk": Words(
        does="оплат*|сплат*|купити|придбати|замовити|оформити*|заброн*|бронювати|підтверд*"
        "|надіслати|відправити|видал*|скасувати|відмовитися|опублікувати|поділитися|підписати*"
        "|згоден|згодна|погоджуюсь|прийняти|приймаю|переказати|пожертвувати|відписатися"
        "|завершити|стерти|відповісти",
        reads="знайти|шукати|пошук|далі|продовжити|назад|показати|переглянути|фільтр*|сортув*"
        "|змінити|редагувати|закрити|вибрати|обрати|у кошик|додати в кошик|увійти|ще|застосувати",
        card="номер картки|термін дії|код безпеки",
    ),
    "ja": Words(
        glued=True,
        does="支払|購入|買う|注文する|注文を確定|注文確定|予約する|予約を確定|予約確定|確定する|確定"
        "|送信|送る|削除|消去|取り消|取消|キャンセル|解約|退会|投稿|公開|共有|署名|同意|承諾|承認"
        "|申し込|申込|振込|寄付|登録解除|購読|レジに進む|返信|転送する|更新して支払",
        reads="検索|次へ|続ける|続行|戻る|表示|見る|絞り込|並べ替え|変更|編集|閉じる|選択|選ぶ"
        "|カートに入れる|カートに追加|ログイン|もっと|適用|比較",
        card="カード番号|セキュリティコード|有効期限",
    ),
    "zh": Words(
        glued=True,
        does="支付|付款|结账|結帳|购买|購買|立即买|立即買|下单|下單|提交订单|提交訂單|提交|预订|预定"
        "|預訂|确认|確認|发送|發送|发布|發佈|删除|刪除|取消|退订|退訂|注销|註銷|签署|簽署|同意|接受"
        "|转账|轉帳|捐款|捐赠|订阅|訂閱|分享|清空|回复|转发|续费",
        reads="搜索|搜尋|查找|下一步|继续|繼續|返回|上一步|查看|显示|顯示|筛选|篩選|排序|修改|编辑"
        "|編輯|关闭|關閉|选择|選擇|加入购物车|加入購物車|登录|登入|更多|应用|套用|比较",
        card="卡号|卡號|有效期|安全码|安全碼",
    ),
    "ko": Words(
        glued=True,
        does="결제|구매|주문하기|주문 완료|주문하|예약하기|예약 완료|예약 확정|확정|확인하고|보내기|전송|삭제"
        "|취소|해지|탈퇴|게시|공유|서명|동의|수락|송금|이체|기부|구독|제출|신청|답장|갱신",
        reads="검색|다음|계속|뒤로|이전|보기|필터|정렬|수정|변경|편집|닫기|선택|장바구니에 담기"
        "|로그인|더 보기|적용|비교",
        card="카드 번호|카드번호|유효기간|보안 코드",
    ),
    "ar": Words(
        glued=True,
        does="ادفع|الدفع|دفع الآن|اشتر|شراء|اطلب|إتمام الطلب|أرسل الطلب|احجز|تأكيد|إرسال|أرسل"
        "|حذف|احذف|إلغاء|نشر|انشر|مشاركة|توقيع|وقّع|موافق|أوافق|قبول|تحويل|تبرع|اشترك|إتمام"
        "|إزالة|تقديم الطلب|رد على",
        reads="بحث|ابحث|التالي|متابعة|رجوع|السابق|عرض|تصفية|ترتيب|تعديل|تغيير|إغلاق|اختر|اختيار"
        "|أضف إلى السلة|تسجيل الدخول|المزيد|تطبيق|مقارنة",
        card="رقم البطاقة|تاريخ الانتهاء|رمز الأمان",
    ),
    "he": Words(
        glued=True,
        does="שלם|לשלם|תשלום עכשיו|לתשלום|קנה|קני|לקנות|רכישה|הזמן|להזמין|בצע הזמנה|ביצוע הזמנה"
        "|אשר|אישור|שלח|שליחה|מחק|מחיקה|בטל|ביטול|פרסם|פרסום|שתף|חתום|חתימה|אני מסכים|מסכימה"
        "|קבל|העבר|העברה|תרום|הירשם למנוי|הסר|השב",
        reads="חפש|חיפוש|הבא|המשך|חזור|חזרה|הקודם|הצג|סנן|מיין|ערוך|שנה|סגור|בחר|הוסף לסל|התחבר"
        "|כניסה|עוד|החל|השווה",
        card="מספר כרטיס|תוקף|קוד אבטחה",
    ),
}

SYMBOLS: Final = "🗑🚮💳🛍💸💰📤📨✉📩➤➢⮞✍🧾❌⛔"
"""Signs that stand for an effect where they are a control's whole name."""

ICONS: Final = (
    "trash|trash[- ]?can|garbage|dustbin|recycle bin|bin|delete_?forever|paper[- ]?plane"
    "|send[- ]?(?:icon|fill|message)?|credit[- ]?card|shopping[- ]?bag[- ]?check|gavel"
)
"""Names of pictures that stand for an effect where they are the whole name."""

CURRENCIES: Final = (
    r"EUR|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|HUF|RON|TRY|RUB|UAH|JPY|CNY|RMB|KRW|ILS|AED|SAR|EGP"
    r"|euros?|dollars?|kr|Kč|lei|Rs\.?|THB|IDR|MYR|SGD|HKD|ZAR|PHP|BRL|MXN|CAD|AUD|NZD|INR|zł|TL|грн|руб|円|元|원|ريال|درهم|ש\"ח"
)
SIGNS: Final = "€$£¥￥₺₽₴₩₪₹₫฿"
