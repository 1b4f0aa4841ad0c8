### ओपीडी फ़ॉर्म: खानों के नाम, उदाहरण, विकल्प, और खाने के पास लिखे वाक्य।

## खानों के नाम। `field-` के बाद खाने का कोड है, जैसा JSON पंक्ति में।
field-mobile = मोबाइल
field-mobile_of = मोबाइल किसका
field-title = संबोधन
field-name = नाम (अंग्रेज़ी)
field-name_hi = नाम (हिन्दी)
field-relation = संबंध
field-relative_name = संबंधी का नाम
field-relative_name_hi = संबंधी का नाम (हिन्दी)
field-sex = लिंग
field-age = आयु या जन्म तिथि
field-pin = पिन कोड
field-district = ज़िला
field-state = राज्य
field-address = पता
field-clinic = विभाग
field-doctor = डॉक्टर
field-category = श्रेणी
field-scheme = योजना
field-fee = शुल्क
field-abha = आभा नंबर
field-abha_address = आभा पता
field-uhid = यूएचआईडी, यदि हो
field-aadhaar = आधार के अंतिम 4 अंक
field-visit = विज़िट
field-referred_by = किसने भेजा (रेफ़र)
field-mlc = मेडिको-लीगल केस (एमएलसी)
field-remarks = टिप्पणी
field-reason = कारण

## खाली खाने में दिखने वाले उदाहरण।
hold-mobile = 10 अंक
hold-name = जैसा मरीज़ बताए
hold-name_hi = चाहें तो हिन्दी में
hold-relative_name = पिता, पति या अभिभावक
hold-age = 34, 8 माह, 17-05-1990
hold-pin = 6 अंक
hold-address = मकान, गली, गाँव
hold-clinic = कुछ अक्षर टाइप करें
hold-doctor = कुछ अक्षर टाइप करें
hold-fee = cash, या exempt: कारण
hold-abha = 14 अंक
hold-abha_address = name@abdm
hold-uhid = केंद्रीय नंबर
hold-aadhaar = केवल अंतिम 4 अंक रखे जाते हैं
hold-referred_by = अस्पताल या डॉक्टर
hold-reason = कारण, कुछ शब्दों में

## विकल्प
sex-F = महिला
    .short = म
sex-M = पुरुष
    .short = पु
sex-O = अन्य
    .short = अन्य
sex-U = ज्ञात नहीं
    .short = अज्ञात

# `.long` संबंध को शब्दों में कहता है, `.kin` यह कि संबंधी मरीज़ का क्या लगता है (काग़ज़ पर)।
relation-son-of = पुत्र
    .long = पुत्र (S/o)
    .kin = पिता
relation-daughter-of = पुत्री
    .long = पुत्री (D/o)
    .kin = पिता
relation-wife-of = पत्नी
    .long = पत्नी (W/o)
    .kin = पति
relation-husband-of = पति
    .long = पति (H/o)
    .kin = पत्नी
relation-care-of = द्वारा
    .long = द्वारा (C/o)
    .kin = अभिभावक
relation-father-of = पिता
    .long = पिता (F/o)
    .kin = संतान
relation-mother-of = माता
    .long = माता (M/o)
    .kin = संतान
relation-baby-of = शिशु
    .long = शिशु (B/o)
    .kin = माता

mobile-of-own = अपना
mobile-of-relative = संबंधी का
mobile-of-other = किसी और का

visit-new = नया
visit-follow-up = पुनः (फ़ॉलो-अप)

yes = हाँ
no = नहीं

## आयु जैसी दिखती है: { $n } संख्या है।
unit-y = वर्ष
unit-m = माह
unit-d = दिन
age-shown-y = { $n } वर्ष
age-shown-m = { $n } माह
age-shown-d = { $n } दिन
age-shown-about = लगभग { $n } वर्ष
age-shown-unknown = आयु अज्ञात

## जो सहेजने से पहले ठीक करना है।
fault-name-empty = नाम नहीं लिखा है। नाम लिखें, या unknown लिखें।
fault-name-long = नाम बहुत लंबा है। अधिक से अधिक { $max } अक्षर लिखें।
fault-name-letters = इस नाम में कोई अक्षर नहीं है। नाम लिखें, या unknown लिखें।
fault-relation = यह संबंध पहचाना नहीं गया। S/o, D/o, W/o, H/o, C/o, F/o, M/o या B/o चुनें।
fault-sex-empty = लिंग नहीं चुना है। F, M, O या U दबाएँ।
fault-sex = यह लिंग नहीं है। F, M, O या U दबाएँ।
fault-age-empty = आयु नहीं लिखी है। 34, 8 माह, 10 दिन, ~35 या जन्म तिथि लिखें।
fault-age = यह न आयु है न तिथि। 34, 8 माह, 10 दिन, ~35 या 17-05-1990 लिखें।
fault-age-future = यह तिथि आगे की है। जन्म तिथि ऐसे लिखें: 17-05-1990।
fault-age-old = इससे आयु 125 वर्ष से अधिक होती है। संख्या फिर से देखें।
fault-age-calendar = यह तिथि कैलेंडर में नहीं है। दिन, माह, वर्ष लिखें: 17-05-1990।
fault-mobile = मोबाइल नंबर में 10 अंक होते हैं और पहला 6, 7, 8 या 9 होता है। मोबाइल न हो तो खाली छोड़ें।
fault-mobile-of = मोबाइल किसका है, चुनें: अपना, संबंधी का या किसी और का।
fault-pin = पिन कोड में 6 अंक होते हैं और पहला 0 नहीं होता, जैसे 110029।
fault-state = यह राज्य पहचाना नहीं गया। नाम या LGD कोड लिखें, जैसे दिल्ली या 7।
fault-clinic-empty = विभाग नहीं चुना है। उसके नाम या कोड के कुछ अक्षर लिखें।
fault-clinic = “{ $typed }” नाम का कोई विभाग या क्लिनिक नहीं है। उसके नाम या कोड के कुछ अक्षर लिखें।
fault-doctor = अस्पताल की सूची में “{ $typed }” डॉक्टर नहीं है। सूची से चुनें या खाली छोड़ें।
fault-category = “{ $typed }” श्रेणी नहीं है। सूची से चुनें।
fault-scheme = “{ $typed }” योजना नहीं है। सूची से चुनें या खाली छोड़ें।
fault-uhid = यह इस अस्पताल का यूएचआईडी नहीं लगता। वह ऐसा होता है: { $example }।
fault-abha = आभा नंबर में 14 अंक होते हैं, जैसे 91-0000-0000-0018।
fault-abha-address = आभा पता ऐसा होता है: name@abdm।
fault-aadhaar = अंतिम 4 अंक लिखें, या पूरे 12। केवल अंतिम 4 रखे जाते हैं।
fault-visit-kind = नया या पुनः (फ़ॉलो-अप) चुनें।
fault-fee = cash लिखें, या exempt और कारण: exempt: शिविर का मरीज़।
fault-fee-reason = शुल्क क्यों नहीं लिया, कारण लिखें: exempt: शिविर का मरीज़।
fault-text-long = यह बहुत लंबा है। अधिक से अधिक { $max } अक्षर लिखें।

## जिसे एक बार देख लें; चाहें तो रहने दें।
hint-name-digits = नाम में अंक है। एक बार फिर देख लें; चाहें तो रहने दें।
hint-abha-check = जाँच अंक मेल नहीं खाता। एक बार फिर देख लें; चाहें तो रहने दें।
hint-pin-unknown = यह पिन कोड सूची में नहीं है। एक बार फिर देख लें; चाहें तो रहने दें।
hint-pin-state = सूची के अनुसार यह पिन कोड { $hi } का है। पिन और राज्य देख लें; चाहें तो रहने दें।
hint-clinic-closed = { $clinic } आज नहीं बैठता। फिर भी मरीज़ को वहाँ भेज सकते हैं।
hint-doctor-department = { $doctor } दूसरे विभाग के हैं। चाहें तो रहने दें।

## मरीज़ वही व्यक्ति क्यों लगता है।
sure-certain = लगभग पक्का
sure-likely = शायद यही
why-same-number = वही नंबर
why-same-uhid = वही यूएचआईडी
why-uhid-almost = यूएचआईडी में एक अंक का फ़र्क
why-other-uhid = दूसरा यूएचआईडी
why-same-abha = वही आभा
why-abha-almost = आभा में एक अंक का फ़र्क
why-other-abha = दूसरा आभा
why-same-mobile = वही मोबाइल
why-mobile-almost = मोबाइल में एक अंक का फ़र्क
why-same-last-four = मोबाइल के आख़िरी 4 अंक वही
why-mobile-begins = मोबाइल की शुरुआत वही
why-other-mobile = दूसरा मोबाइल
why-same-name = वही नाम
why-rare-name = वही नाम, जो कम लोगों का है
why-name-alike = मिलता-जुलता नाम
why-name-begins = नाम की शुरुआत एक-सी
why-name-order = वही नाम, शब्द आगे-पीछे
why-name-slip = नाम में एक-दो अक्षर का फ़र्क
why-name-part = नाम का एक हिस्सा मिलता है
why-no-name-yet = तब बच्चे का नाम नहीं रखा था
why-other-name = दूसरा नाम
why-name-is-relative = यहाँ यह संबंधी का नाम है
why-same-relative = वही संबंधी
why-same-father = वही पिता
why-same-husband = वही पति
why-same-mother = वही माता
why-relative-alike = संबंधी का मिलता-जुलता नाम
why-father-alike = पिता का मिलता-जुलता नाम
why-husband-alike = पति का मिलता-जुलता नाम
why-mother-alike = माता का मिलता-जुलता नाम
why-other-relative = दूसरा संबंधी
why-other-father = दूसरे पिता
why-other-husband = दूसरे पति
why-other-mother = दूसरी माता
why-same-birthday = वही जन्म तिथि
why-birthday-swapped = जन्म का दिन और महीना अदला-बदली
why-same-age = वही आयु
why-age-apart = आयु में { $shown } वर्ष का अंतर
why-other-sex = लिंग अलग
why-same-pin = वही पिन
why-pin-almost = पिन में एक अंक का फ़र्क
why-same-district = वही डाक ज़िला
why-same-place = वही स्थान
why-place-alike = मिलता-जुलता स्थान
why-other-place = दूसरा स्थान

## स्कैन में क्या मिला, और क्यों काम नहीं आया।
scan-abha = आभा कार्ड पढ़ा गया। मरीज़ से मिला लें: कार्ड का कोड हस्ताक्षरित नहीं होता।
scan-aadhaar = आधार कार्ड पढ़ा गया; केवल अंतिम 4 अंक रखे गए। मरीज़ से मिला लें: हस्ताक्षर की जाँच नहीं हुई।
scan-kept = आपने जो लिखा था वही रखा गया। कार्ड में इन खानों में कुछ और है: { $fields }।
scan-fault-foreign = यह कोड यहाँ काम का नहीं है। हमारी पर्ची, आभा कार्ड, आधार कार्ड या यूएचआईडी स्कैन करें।
scan-fault-number = यह हमारा नंबर लगता है, पर जाँच अक्षर मेल नहीं खाता। फिर स्कैन करें, या जैसा छपा है वैसा लिखें।
scan-fault-counter = यह मरीज़ के फ़ोन के लिए अस्पताल का अपना काउंटर कोड है। मरीज़ का कार्ड स्कैन करें।
scan-fault-abha = यह आभा कार्ड पढ़ा नहीं जा सका। फिर स्कैन करें, या कार्ड देखकर लिखें।
scan-fault-aadhaar = यह आधार कोड पढ़ा नहीं जा सका या खराब है। फिर स्कैन करें, या कार्ड से नाम, आयु और लिंग लिखें।
scan-fault-long = यह कोड किसी मरीज़ के कार्ड के लिए बहुत लंबा है। हमारी पर्ची, आभा कार्ड, आधार कार्ड या यूएचआईडी स्कैन करें।

## केंद्रीय सिस्टम का सबसे मिलता मरीज़ पक्का क्यों नहीं है (घटना के बाद मिलान)।
match-reason-unknown = अभी पता नहीं यह कौन है
match-reason-too-little = किसी के भी पक्ष में जानकारी कम है
match-reason-alike = दूसरा व्यक्ति भी लगभग उतना ही मिलता है
match-reason-uhid-of-another = लिखा गया यूएचआईडी किसी और का है
match-reason-uhid-not-there = लिखा गया यूएचआईडी मरीज़ सूची में नहीं है
match-reason-other-uhid = दूसरा यूएचआईडी लिखा गया था
match-reason-other-abha = दूसरा आभा नंबर
match-reason-other-sex = दूसरा लिंग
match-reason-other-name = दूसरा नाम
match-reason-other-relative = दूसरा संबंधी
match-reason-damaged = मरीज़ सूची का एक भाग पढ़ा नहीं जा सका
