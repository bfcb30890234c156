"""Names of buttons as sites write them, labelled by hand: does pressing it need a yes?"""

EFFECTS: dict[str, tuple[str, ...]] = {
    "en": (
        *("Pay now", "Pay €240.00", "Place your order", "Buy now with 1-Click", "Confirm and pay"),
        *("Book this room", "Request to book", "Submit application", "Send", "Send message"),
        *("Delete", "Delete account", "Remove member", "Cancel subscription", "Cancel my booking"),
        *("Publish", "Post reply", "Post comment", "Share with team", "Sign document"),
        *("Agree & continue", "Transfer money", "Donate $5", "Unsubscribe", "Complete purchase"),
        *("Finalise order", "Place bid", "Apply for this job", "Start my free trial", "Pay later"),
        *("View and pay", "Review, then buy", "Continue and pay", "trash", "paper-plane", "🗑️"),
        *(
            "→ Pay",
            "P\u200bay now",
            "Рау now",
            "Ｐａｙ",
            "Renew subscription",
            "Forward",
            "Reply all",
            "Pay\u200bnow",
            "delete_outline",
            "Close my account",
            "Stop subscription",
            "Make an offer",
            "Empty trash",
        ),
    ),
    "de": (
        *("Zahlungspflichtig bestellen", "Jetzt kaufen", "Kostenpflichtig buchen", "Absenden"),
        *("Konto löschen", "Buchung stornieren", "Vertrag kündigen", "Überweisung freigeben"),
        *("Nachricht senden", "Veröffentlichen", "Jetzt bezahlen", "Bestellung abschließen"),
    ),
    "fr": (
        *("Payer", "Acheter maintenant", "Passer la commande", "Confirmer la réservation"),
        *("Envoyer", "Supprimer le compte", "Annuler la réservation", "Résilier", "Publier"),
        "Valider et payer",
    ),
    "es": (
        *("Pagar ahora", "Comprar", "Realizar pedido", "Confirmar reserva", "Enviar mensaje"),
        *("Eliminar cuenta", "Cancelar reserva", "Publicar", "Darse de baja", "Tramitar pedido"),
    ),
    "it": (
        *("Paga ora", "Acquista", "Ordina e paga", "Conferma prenotazione", "Invia"),
        *("Elimina account", "Annulla prenotazione", "Pubblica", "Disdici abbonamento"),
    ),
    "pt": (
        *("Pagar", "Comprar agora", "Finalizar compra", "Confirmar reserva", "Enviar"),
        *("Excluir conta", "Cancelar assinatura", "Publicar"),
    ),
    "nl": (
        *("Nu betalen", "Bestelling plaatsen", "Koop nu", "Boek nu", "Versturen"),
        *("Account verwijderen", "Abonnement opzeggen", "Reservering annuleren"),
    ),
    "pl": (
        *("Zapłać", "Kupuję i płacę", "Złóż zamówienie", "Zarezerwuj", "Wyślij wiadomość"),
        *("Usuń konto", "Anuluj rezerwację", "Opublikuj"),
    ),
    "tr": (
        *("Öde", "Satın Al", "Siparişi Tamamla", "Rezervasyon Yap", "Gönder", "Sil", "İptal Et"),
        *("Hesabı Sil", "Yayınla"),
    ),
    "ru": (
        *("Оплатить", "Купить", "Оформить заказ", "Забронировать", "Отправить"),
        *("Удалить аккаунт", "Отменить бронирование", "Опубликовать", "Подтвердить"),
    ),
    "uk": (
        *("Сплатити", "Купити", "Оформити замовлення", "Забронювати", "Надіслати"),
        *("Видалити обліковий запис", "Скасувати", "Підтвердити"),
    ),
    "ja": (
        *("購入する", "注文を確定する", "予約する", "送信", "削除", "キャンセルする", "支払う"),
        *("投稿する", "同意する", "退会する"),
    ),
    "zh": ("立即购买", "提交订单", "支付", "预订", "发送", "删除", "取消订单", "发布", "確認付款"),
    "ko": ("결제하기", "구매하기", "주문하기", "예약하기", "보내기", "삭제", "예약 취소", "게시"),
    "ar": ("ادفع الآن", "شراء", "إتمام الطلب", "احجز الآن", "إرسال", "حذف الحساب", "إلغاء الحجز"),
    "he": ("שלם עכשיו", "קנה עכשיו", "בצע הזמנה", "שלח", "מחק חשבון", "בטל הזמנה", "אישור"),
}

HARMLESS: dict[str, tuple[str, ...]] = {
    "en": (
        *("Search", "Find flights", "Sort by price", "Filter", "Apply filters", "Show more", "OK"),
        *("Add to cart", "Add to basket", "Next", "Continue", "Back", "Edit", "Close", "Menu"),
        *("Sign in", "Log in", "Sign out", "Sign up with Google", "View order", "Track order"),
        *(
            "Order history",
            "My orders",
            "Order by price",
            "Proceed to checkout",
            "Continue to payment",
        ),
        *("Download invoice", "Print", "Help with payments", "Bookmarks", "Payment methods"),
        *("Increase quantity", "+", "−", "Compare", "Expand", "Previous", "Show price details"),
        *("Remove filters", "Remove from cart", "Change booking dates", "Learn more", "Postcode"),
        *("Notebooks", "Signature dishes", "Borders", "Search orders", "Read reviews"),
    ),
    "de": (
        *("Suchen", "Weiter", "Zurück", "In den Warenkorb", "Anmelden", "Filter anwenden"),
        *("Mehr anzeigen", "Sortieren", "Bestellungen", "Zur Kasse"),
    ),
    "fr": ("Rechercher", "Suivant", "Ajouter au panier", "Se connecter", "Voir plus", "Trier"),
    "es": ("Buscar", "Siguiente", "Añadir al carrito", "Iniciar sesión", "Ver más", "Mis pedidos"),
    "it": ("Cerca", "Avanti", "Aggiungi al carrello", "Accedi", "Mostra altro", "Filtra"),
    "pt": ("Pesquisar", "Próximo", "Adicionar ao carrinho", "Ver mais", "Ordenar"),
    "nl": ("Zoeken", "Volgende", "In winkelwagen", "Inloggen", "Bekijk meer", "Sorteer"),
    "pl": ("Szukaj", "Dalej", "Dodaj do koszyka", "Zaloguj się", "Pokaż więcej"),
    "tr": ("Ara", "Devam", "Sepete Ekle", "Giriş Yap", "Sırala", "Daha Fazla"),
    "ru": ("Найти", "Далее", "В корзину", "Войти", "Показать ещё", "Сортировка"),
    "uk": ("Знайти", "Далі", "У кошик", "Увійти", "Показати ще"),
    "ja": ("検索", "次へ", "カートに入れる", "ログイン", "もっと見る", "並べ替え", "内容を確認"),
    "zh": ("搜索", "下一步", "加入购物车", "登录", "查看更多", "排序"),
    "ko": ("검색", "다음", "장바구니에 담기", "로그인", "더 보기", "정렬"),
    "ar": ("بحث", "التالي", "أضف إلى السلة", "تسجيل الدخول", "عرض المزيد"),
    "he": ("חיפוש", "הבא", "הוסף לסל", "התחבר", "הצג עוד"),
}
