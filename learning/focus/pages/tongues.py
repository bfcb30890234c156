"""Short kinds of pages in other languages: what things are called, how they are asked for."""

from learning.focus.pages.block import FORM, LIST, REGION, Block, Kind


def _kind(name: str, head: str, order: str, shop: str, settings: str, foot: str) -> Kind:
    return Kind(
        name=name,
        titles="{firm}; {product}",
        blocks=(
            Block(kind=REGION, titles="header", table=head, pick=0.9),
            Block(kind=LIST, titles="{thing}", table=shop, items=(4, 24)),
            Block(kind=FORM, titles="{firm}; {city}", table=order),
            Block(kind=FORM, titles="{theme}", table=settings, often=0.8),
            Block(kind=REGION, titles="footer", table=foot),
        ),
    )


GERMAN = _kind(
    "german",
    """
link | Startseite | zurück zum Anfang
text | Suche; Wonach suchen Sie? | ich suche {product}; gibt es hier eine {thing}
link | Warenkorb (2); Einkaufswagen | was habe ich schon ausgesucht
link | Anmelden; Mein Konto | ich habe hier schon ein Konto
link | Merkliste | was ich mir gemerkt habe
select | Sprache | bitte auf Englisch | Deutsch; English
""",
    """
text* | Vorname | {first}; ich heiße {first}
text* | Nachname; Familienname | {last}
text* | Straße und Hausnummer; Anschrift | {street}; ich wohne in der {street}
text* | PLZ; Postleitzahl | {code}
text* | Ort; Stadt | {city}
email* | E-Mail; E-Mail-Adresse | {email}; schreiben Sie mir an {email}
tel | Telefon; Handynummer | {phone}; meine Nummer ist {phone}
date | Wunschtermin; Lieferdatum | am {date}
select | Lieferung; Versandart | es eilt, bitte schnell | Standard; Express; Abholung
text | Gutscheincode; Rabattcode | ich habe einen Gutschein, {ref}
checkbox | Als Geschenk verpacken; Geschenkverpackung | es ist ein Geschenk
checkbox | Ich stimme den AGB zu | ich bin einverstanden
button | Weiter; Zur Kasse; Jetzt kaufen | alles richtig, weiter
button | Zurück
""",
    """
link | {product} | die {thing} aus der Liste, {product}
p | {money}; {n} Tage Lieferzeit
button | In den Warenkorb | ich nehme {product}
""",
    """
checkbox | Newsletter abonnieren | keine Werbung bitte
checkbox | Benachrichtigungen; Hinweise per E-Mail | sagen Sie mir, wenn es etwas Neues gibt
select | Sortieren nach | das Billigste zuerst | Preis aufsteigend; Neueste; Beliebt
button | Passwort ändern | ich brauche ein neues Kennwort
button | Konto löschen | ich will hier weg
button | Speichern; Änderungen speichern | so lassen
""",
    """
link | Versand und Lieferung; Versandkosten | was kostet das Schicken
link | Rückgabe; Widerruf | ich will es zurückgeben
link | Kontakt; Kundendienst | mit wem kann ich sprechen
link | Impressum | wem gehört die Seite
link | Datenschutz | was passiert mit meinen Daten
link | Über uns | wer sind Sie
link | Stellenangebote; Karriere | suchen Sie Leute
""",
)
FRENCH = _kind(
    "french",
    """
link | Accueil | retour au début
text | Rechercher; Que cherchez-vous ? | je cherche {product}; avez-vous une {thing}
link | Panier (2); Mon panier | qu'est-ce que j'ai déjà choisi
link | Se connecter; Mon compte | j'ai déjà un compte chez vous
link | Favoris; Liste d'envies | ce que j'avais aimé
""",
    """
text* | Prénom | {first}; je m'appelle {first}
text* | Nom; Nom de famille | {last}
text* | Adresse; Rue et numéro | {street}; j'habite {street}
text* | Code postal | {code}
text* | Ville | {city}
email* | Adresse e-mail; Courriel | {email}; mon adresse est {email}
tel | Téléphone; Portable | {phone}; mon numéro, {phone}
date | Date de livraison; Date souhaitée | le {date}
select | Mode de livraison | c'est urgent, le plus vite possible | Standard; Express; Retrait
text | Code promo; Code de réduction | j'ai un code : {ref}
checkbox | Emballage cadeau | c'est un cadeau pour ma mère
checkbox | J'accepte les conditions | oui, d'accord avec tout
button | Continuer; Suivant; Valider la commande | tout est bon, on continue
button | Retour
""",
    """
link | {product} | montrez-moi {product}
p | {money}; livré en {n} jours
button | Ajouter au panier | je prends {product}
""",
    """
checkbox | Recevoir la lettre d'information | pas de publicité
checkbox | Notifications; Alertes par courriel | prévenez-moi des nouvelles
select | Trier par | les moins chers d'abord | Prix croissant; Nouveautés; Popularité
button | Changer le mot de passe | il me faut un nouveau mot de passe
button | Supprimer le compte | je veux partir
button | Enregistrer | gardez comme ça
""",
    """
link | Livraison; Frais de port | combien coûte l'envoi
link | Retours; Remboursement | je veux le rendre
link | Nous contacter; Service client | à qui parler
link | Mentions légales | à qui est ce site
link | Confidentialité | que faites-vous de mes données
link | Recrutement; Emplois | vous cherchez du monde ?
""",
)
SPANISH = _kind(
    "spanish",
    """
link | Inicio | volver al principio
text | Buscar; ¿Qué buscas? | busco {product}; ¿hay alguna {thing}?
link | Carrito (2); Cesta | qué llevo elegido
link | Iniciar sesión; Mi cuenta | ya tengo cuenta aquí
link | Favoritos; Lista de deseos | lo que me gustó
""",
    """
text* | Nombre | {first}; me llamo {first}
text* | Apellidos | {last}
text* | Dirección; Calle y número | {street}; vivo en {street}
text* | Código postal | {code}
text* | Ciudad; Población | {city}
email* | Correo electrónico | {email}; mi correo es {email}
tel | Teléfono; Móvil | {phone}; mi número es {phone}
date | Fecha de entrega | el {date}
select | Forma de envío | lo necesito cuanto antes | Normal; Urgente; Recogida
text | Código de descuento; Cupón | tengo un cupón, {ref}
checkbox | Envolver para regalo | es un regalo
checkbox | Acepto las condiciones | sí, de acuerdo
button | Continuar; Siguiente; Realizar pedido | todo bien, adelante
button | Volver
""",
    """
link | {product} | quiero ver {product}
p | {money}; entrega en {n} días
button | Añadir al carrito; Añadir a la cesta | me llevo {product}
""",
    """
checkbox | Recibir novedades por correo | sin publicidad, por favor
checkbox | Avisos; Notificaciones | avísame si hay algo nuevo
select | Ordenar por | primero los baratos | Precio más bajo; Novedades; Valoración
button | Cambiar contraseña | necesito otra contraseña
button | Eliminar cuenta | quiero darme de baja
button | Guardar | déjalo así
""",
    """
link | Envíos; Gastos de envío | cuánto cuesta mandarlo
link | Devoluciones | quiero devolverlo
link | Contacto; Atención al cliente | con quién hablo
link | Aviso legal | de quién es esta página
link | Privacidad | qué hacéis con mis datos
link | Trabaja con nosotros; Empleo | buscáis gente
""",
)
JAPANESE = _kind(
    "japanese",
    """
link | ホーム | トップページに戻りたい
text | 検索; 商品を探す | {product}を探しています; {thing}はありますか
link | カート (2); 買い物かご | 今までに選んだものを見たい
link | ログイン; マイページ | アカウントを持っています
link | お気に入り | 気に入ったものの一覧
""",
    """
text* | 姓; お名前（姓） | 名字は{last}です; {last}
text* | 名; お名前（名） | 名前は{first}です; {first}
text* | 郵便番号 | {code}; 郵便番号は{code}
text* | ご住所; 住所 | {street}; 住所は{street}です
email* | メールアドレス | {email}; メールは{email}
tel | 電話番号; 携帯電話 | {phone}; 電話は{phone}
date | お届け希望日; 配達日 | {date}に届けてください
select | 配送方法; お届け方法 | なるべく早く届けてほしい | 通常配送; お急ぎ便; 店舗受取
text | クーポンコード; 割引コード | クーポンがあります {ref}
checkbox | ギフト包装; 贈り物として包む | プレゼントなので包んでください
checkbox | 利用規約に同意する | はい、同意します
button | 次へ進む; 注文を確定する; 次へ | 全部入力しました、進んでください
button | 戻る | 前の画面へ
""",
    """
link | {product} | {product}を見せて
p | {money}; {n}日以内に発送
button | カートに入れる; 買い物かごに入れる | {product}を買います
""",
    """
checkbox | メールマガジンを受け取る | 広告はいりません
checkbox | 通知を受け取る; お知らせメール | 新しいことがあれば知らせて
select | 並べ替え; 表示順 | 安い順に並べて | 価格の安い順; 新着順; 人気順
button | パスワードを変更する | 新しいパスワードにしたい
button | 退会する; アカウントを削除 | もうやめたい
button | 保存する | このままで
""",
    """
link | 送料について; 配送について | 送るのにいくらかかりますか
link | 返品・交換; 返品について | 返品したい
link | お問い合わせ | 誰かに聞きたい
link | 会社概要 | どんな会社ですか
link | プライバシーポリシー | 個人情報はどうなりますか
link | 採用情報 | 働きたいです
""",
)
ARABIC = _kind(
    "arabic",
    """
link | الرئيسية | العودة إلى البداية
text | بحث; ابحث عن منتج | أبحث عن {product}; هل عندكم {thing}
link | سلة التسوق (2); السلة | ماذا اخترت حتى الآن
link | تسجيل الدخول; حسابي | عندي حساب هنا
link | المفضلة | الأشياء التي أعجبتني
""",
    """
text* | الاسم الأول | اسمي {first}; {first}
text* | اسم العائلة | عائلتي {last}; {last}
text* | العنوان; الشارع | {street}; أسكن في {street}
text* | المدينة | {city}; أنا في مدينة {city}
email* | البريد الإلكتروني | {email}; بريدي {email}
tel | الهاتف; رقم الجوال | {phone}; رقمي {phone}
date | تاريخ التوصيل; موعد التسليم | في {date}
select | طريقة التوصيل; الشحن | أريده بسرعة | عادي; سريع; استلام
text | رمز الخصم; قسيمة | معي رمز خصم {ref}
checkbox | تغليف هدية | هذه هدية
checkbox | أوافق على الشروط | نعم موافق
button | متابعة; التالي; تأكيد الطلب | كل شيء صحيح تابع
button | رجوع
""",
    """
link | {product} | أرني {product}
p | {money}; التوصيل خلال {n} أيام
button | أضف إلى السلة | سآخذ {product}
""",
    """
checkbox | النشرة البريدية | لا أريد إعلانات
checkbox | الإشعارات; التنبيهات | أخبرني بالجديد
select | ترتيب حسب | الأرخص أولا | السعر; الأحدث; التقييم
button | تغيير كلمة المرور | أريد كلمة مرور جديدة
button | حذف الحساب | أريد أن أحذف حسابي
button | حفظ | احفظ هذا
""",
    """
link | الشحن والتوصيل; تكلفة الشحن | كم تكلفة الشحن
link | الإرجاع والاستبدال | أريد إرجاع المنتج
link | اتصل بنا; خدمة العملاء | مع من أتكلم
link | من نحن | من أنتم
link | سياسة الخصوصية | ماذا تفعلون ببياناتي
link | الوظائف | أبحث عن عمل
""",
)
KINDS = (GERMAN, FRENCH, SPANISH, JAPANESE, ARABIC)
