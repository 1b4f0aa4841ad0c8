### केंद्रीय सिस्टम का निर्यात: पंक्ति में क्या ग़लत है, और क्या किया गया। वहाँ क्या लिखा था, यह कभी नहीं।

## पंक्तियाँ
index-fault-quote-open = उद्धरण चिह्न खुला है, बंद नहीं हुआ।
index-fault-quote-stray = उद्धरण चिह्न बंद होने के बाद, अगले कॉलम से पहले कुछ और लिखा है।
index-fault-line-long = लाइन बहुत लंबी है; मरीज़ की पंक्ति इतनी लंबी नहीं होती।
index-fault-line-empty = लाइन खाली है।
index-fault-row-empty = सारे कॉलम खाली हैं।
index-fault-line-end-cr = यह लाइन बाक़ी लाइनों की तरह ख़त्म नहीं होती।
index-fault-columns-many = पहली लाइन में जितने कॉलम हैं, यहाँ उससे ज़्यादा हैं।
index-fault-columns-few = पहली लाइन में जितने कॉलम हैं, यहाँ उससे कम हैं।
index-fault-header-again = कॉलमों के नाम यहाँ दोबारा लिखे हैं।

## अक्षर
index-fault-utf8 = कुछ अक्षर UTF-8 में नहीं हैं, पढ़े नहीं जा सकते।
index-fault-letters-lost = निर्यात से पहले ही अक्षर खो गए; उनकी जगह प्रश्न चिह्न हैं।
index-fault-mojibake = हिंदी ग़लत कोड पेज से पढ़ी गई थी।
index-fault-entity = अक्षर वेब पेज की तरह लिखे हैं, जैसे &amp;।
index-fault-nul = अक्षरों के बीच शून्य बाइट हैं।
index-fault-control = अक्षरों के बीच नियंत्रण चिह्न हैं।
index-fault-tab = कॉलम के अंदर टैब है।
index-fault-line-break = कॉलम के अंदर नई लाइन शुरू होती है।
index-fault-zero-width = ऐसे चिह्न हैं जो दिखते नहीं।
index-fault-full-width = चौड़े अक्षर या अंक हैं।
index-fault-smart-quote = घुमावदार उद्धरण चिह्न हैं।
index-fault-apostrophe = आगे स्प्रेडशीट का ' चिह्न लगा है।
index-fault-formula = स्प्रेडशीट का सूत्र लगा है।
index-fault-rounded = स्प्रेडशीट ने संख्या छोटी कर दी, जैसे 1.05E+11; आख़िरी अंक चले गए।
index-fault-decimal-end = पूरी संख्या दशमलव के साथ लिखी है।
index-fault-text-long = पाठ बहुत लंबा है; उसका आख़िरी हिस्सा काट दिया गया।
index-fault-aadhaar = यहाँ आधार नंबर है; वह कभी नहीं रखा जाता।

## UHID और नाम
index-fault-uhid-empty = UHID नहीं है।
index-fault-uhid-long = UHID 40 अक्षरों से लंबा है।
index-fault-uhid-digits = UHID में 18 से ज़्यादा अंक हैं।
index-fault-uhid-blank = UHID के बीच खाली जगह है।
index-fault-uhid-shape = यह UHID नहीं है।
index-fault-uhid-pattern = UHID वैसा नहीं है जैसा पैक में बताया गया है।
index-fault-name-empty = नाम नहीं है।
index-fault-name-no-letters = नाम में कोई अक्षर नहीं है।
index-fault-name-title-only = केवल श्री या श्रीमती जैसा शब्द है, नाम नहीं।
index-fault-unknown-relation = यह रिश्ता समझ में नहीं आया।
index-fault-relative-no-letters = रिश्तेदार के नाम में कोई अक्षर नहीं है।
index-fault-sex-unknown = लिंग के लिए लिखा शब्द समझ में नहीं आया।

## जन्म
index-fault-date-unread = यह तारीख़ नहीं है।
index-fault-date-partly = ऐसा दिन कैलेंडर में नहीं होता; केवल साल लिया गया।
index-fault-date-order = दिन, महीना, साल का क्रम पैक में बताए क्रम से अलग है।
index-fault-date-future = तारीख़ निर्यात के दिन के बाद की है।
index-fault-date-old = तारीख़ 1890 से पहले की है।
index-fault-date-placeholder = 1 जनवरी 1900 सिस्टम तब लिखते हैं जब तारीख़ पता न हो।
index-fault-year-impossible = यह जन्म का साल नहीं हो सकता।
index-fault-age-unread = यह उम्र नहीं है।
index-fault-age-impossible = इतनी उम्र किसी की नहीं होती।
index-fault-age-day = उम्र किस दिन बताई गई, यह पढ़ा नहीं जा सका, इसलिए उम्र काम की नहीं।

## नंबर
index-fault-mobile-digits = मोबाइल नंबर में दस अंक होते हैं और वह 6, 7, 8 या 9 से शुरू होता है।
index-fault-mobile-landline = यह मोबाइल नहीं, लैंडलाइन नंबर है।
index-fault-mobile-several = कई नंबर हैं; पहला सही नंबर लिया गया।
index-fault-mobile-placeholder = यह नंबर असली नहीं है, जैसे 9999999999।
index-fault-abha-digits = ABHA नंबर में 14 अंक होते हैं।
index-fault-abha-check = ABHA नंबर का जाँच अंक मेल नहीं खाता।
index-fault-pin-digits = पिन कोड में छह अंक होते हैं, पहला 0 नहीं होता।

## क्या किया गया
index-fault-done-mended = इसे ठीक कर लिया गया; मरीज़ सूची में है।
index-fault-done-field = यह कॉलम छोड़ दिया गया; मरीज़ सूची में है।
index-fault-done-row = पंक्ति छोड़ दी गई; मरीज़ सूची में नहीं है।
index-fault-done-passed = इस लाइन में कोई मरीज़ नहीं है; आगे बढ़ गए।

## पूरी फ़ाइल
index-export-empty = निर्यात की फ़ाइल खाली है।
    .write = दोबारा निर्यात करें; पहली लाइन में कॉलमों के नाम हों।
index-export-utf16 = निर्यात की फ़ाइल UTF-16 में सहेजी गई है।
    .write = इसे “CSV UTF-8” के रूप में सहेजें।
index-export-not-text = निर्यात की फ़ाइल कॉलमों वाला पाठ नहीं है।
    .write = UTF-8 में CSV निर्यात करें; पहली लाइन में कॉलमों के नाम हों।
index-export-separator = कॉलम “{ $value }” से अलग नहीं किए गए हैं।
    .write = hospital.toml में [index] का delimiter ठीक करें, या दोबारा निर्यात करें।
index-export-columns-missing = पैक में दिए ये कॉलम निर्यात में नहीं हैं: { $value }
    .write = hospital.toml में [index.columns] ठीक करें, या ये कॉलम निर्यात में जोड़ें।
index-export-column-twice = कॉलम “{ $value }” दो बार है।
    .write = इनमें से एक ही रखें।
index-export-uhids-aadhaar = कॉलम “{ $value }” में UHID नहीं, आधार नंबर हैं। सूची नहीं बनाई गई।
    .write = hospital.toml में [index.columns] का uhid ठीक करें, और यह निर्यात नष्ट करें।
