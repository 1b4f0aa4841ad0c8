### केंद्रीय प्रणाली की अपनी स्क्रीन में रिकॉर्ड टाइप करना।

command-hand-type = रिकॉर्ड टाइप करें
    .tip = केंद्रीय प्रणाली की अपनी स्क्रीन में रिकॉर्ड टाइप करें; पट्टी साथ में रहती है
typing-help-copy = पट्टी: अगला खाना कॉपी करें, आगे बढ़ें
typing-help-field = पट्टी: कोई खाना कॉपी करें
typing-help-uhid = पट्टी: मरीज़ की UHID कॉपी करें
typing-help-number = पट्टी: लौटी हुई संख्या पर
typing-help-refuse = पट्टी: केंद्रीय प्रणाली ने नहीं लिया
typing-help-later = पट्टी: बाद के लिए छोड़ें
typing-help-last = पट्टी: पिछले टाइप, संख्या सुधारें
typing-title = रिकॉर्ड टाइप करें
typing-aside = केंद्रीय प्रणाली की अपनी स्क्रीन में
typing-nth = लिपिक संख्या
typing-of = कुल लिपिक
typing-share-what = लिपिक बाकी काम संख्या से बाँटते हैं: “कुल” सबका एक, अपनी संख्या हर एक की अलग। तब कोई रिकॉर्ड दो बार नहीं आता, और एक मरीज़ के सब रिकॉर्ड एक ही लिपिक को मिलते हैं।
typing-waiting = { $n ->
    [0] आपके हिस्से में अभी कुछ नहीं है।
    [one] आपके हिस्से में { $shown } रिकॉर्ड बाकी है।
   *[other] आपके हिस्से में { $shown } रिकॉर्ड बाकी हैं।
  }
typing-begin = मेरा हिस्सा लें
typing-more = नए रिकॉर्ड लें
typing-go-on = टाइप करना जारी रखें
typing-taking = हिस्सा लिया जा रहा है
typing-begun = आपके लिए { $n } रिकॉर्ड लिए गए।
typing-begun-none = कुछ नहीं लिया गया: जो जा सकता है, वह किसी के बैच में है।
typing-cancelled = रोका गया। जो लिया जा चुका, वह बना है।
typing-open = टाइप करने की पट्टी खुली है। वह केंद्रीय स्क्रीन के साथ, सब विंडो के ऊपर रहती है; यह विंडो पीछे जा सकती है।
typing-close = पट्टी बंद करें
typing-how = यह कैसे होता है
typing-how-pane = एक सँकरी पट्टी केंद्रीय स्क्रीन के साथ रहती है। वह एक रिकॉर्ड दिखाती है, उसके खाने उसी स्क्रीन के क्रम में।
typing-how-keys = Space अगला खाना कॉपी करता है; वहाँ पेस्ट करें। हर खाने की अपनी कुंजी भी है। अंतिम के बाद लौटी हुई संख्या टाइप या स्कैन करें: वही प्राप्ति है।
typing-how-safe = टाइप किया हुआ तुरंत सहेजा जाता है। लॉक या साइन आउट करने से पट्टी बंद होती है; उससे कुछ नहीं खोता।
fault-typing-share = 1 से 99 तक दो पूर्ण संख्याएँ; आपकी संख्या बड़ी न हो।

## पट्टी
typing-pane-title = निरंतर: टाइप करना
typing-record = रिकॉर्ड { $n } · { $left } बाकी
typing-reading = पढ़ा जा रहा है…
typing-uhid-none = अभी UHID नहीं
typing-uhid = UHID
typing-uhid-copy = कॉपी
typing-empty = खाली
typing-copied = कॉपी हुआ
typing-now = अगला
typing-said-copied = कॉपी हुआ: { $field }
typing-said-uhid = कॉपी हुआ: UHID { $uhid }
typing-back-uhid = लौटी हुई UHID
typing-back-uhid-known = लौटी हुई UHID (ज्ञात है: खाली भी चलेगी)
typing-back-number = लौटी हुई संख्या, यदि हो
typing-save = सहेजें, अगला रिकॉर्ड
typing-saving = सहेजा जा रहा है…
typing-refuse = नहीं लिया
typing-later = बाद में
typing-last = पिछले टाइप
typing-reason = केंद्रीय प्रणाली ने क्यों नहीं लिया
typing-refuse-save = सहेजें, अगला रिकॉर्ड
typing-put-off = { $n } बाद में
typing-back = रिकॉर्ड पर वापस
typing-taken-back = यह रिकॉर्ड यहाँ वापस लिया जा चुका है। इसे टाइप न करें: यही कारण देकर “नहीं लिया” (R) चुनें।
typing-saved = सहेजा गया: { $number }
typing-gone = { $number } अब बाकी नहीं: कहीं और उत्तर आया या बदला गया। आपने उसके लिए टाइप किया था: “{ $typed }”। यह अगला है।
typing-sure = फिर भी सहेजने के लिए एक बार और Enter।
typing-all-done = आपके हिस्से के सब रिकॉर्ड टाइप हो गए।
typing-all-wait = { $n ->
    [one] { $shown } रिकॉर्ड अपने मरीज़ की प्रतीक्षा में है: केंद्रीय प्रणाली ने मरीज़ अभी नहीं लिया, या दो संख्याएँ दीं। सूचियाँ सौंपने के पटल पर हैं (2, 3)।
   *[other] { $shown } रिकॉर्ड अपने मरीज़ों की प्रतीक्षा में हैं: केंद्रीय प्रणाली ने मरीज़ अभी नहीं लिए, या दो संख्याएँ दीं। सूचियाँ सौंपने के पटल पर हैं (2, 3)।
  }
typing-last-none = आपने अभी कुछ टाइप नहीं किया।
typing-last-what = संख्या ग़लत टाइप हुई: पंक्ति चुनें, सही संख्या टाइप करें।
typing-last-refused = नहीं लिया: { $reason }
typing-last-no-number = संख्या नहीं
typing-last-two = दो संख्याएँ
typing-mend = { $number } की सही संख्या
typing-mend-save = सही संख्या सहेजें
typing-mended = सहेजा गया: { $number }
typing-mended-two = { $number } की दोनों संख्याएँ रखी गई हैं। कौन-सी मान्य है, यह अधिकारी बताएँ: सौंपने का पटल, सूची 3, कुंजी O।
typing-foot-secs = हर रिकॉर्ड { $n } सेकंड
typing-foot-typed = { $n } टाइप हुए
typing-foot-left = { $n } बाकी
typing-foot-minutes = लगभग { $minutes } मिनट
typing-foot-hours = लगभग { $hours } घंटे { $minutes } मिनट
typing-key-copy = कॉपी, आगे
typing-key-number = संख्या पर

## प्रकार, एक-एक रिकॉर्ड
typing-kind-identity = मरीज़
typing-kind-merge = मिलाया गया मरीज़
typing-kind-visit = ओपीडी विज़िट
typing-kind-arrival = आपात आगमन
typing-kind-stay = भर्ती
typing-kind-order = प्रयोगशाला माँग
typing-kind-result = प्रयोगशाला परिणाम
typing-kind-birth = जन्म
typing-kind-stillbirth = मृत जन्म
typing-kind-death = मृत्यु
typing-kind-cause = मृत्यु का कारण
typing-kind-mlc = एमएलसी
typing-kind-indent = इंडेंट

## केंद्रीय स्क्रीन के खाने, हमारी तालिकाओं के नाम से; दूसरे अपने नाम से दिखते हैं
typing-field-patient_number = हमारी संख्या
typing-field-title = संबोधन
typing-field-name = नाम
typing-field-name_en = नाम (अंग्रेज़ी)
typing-field-name_hi = नाम (हिंदी)
typing-field-sex = लिंग
typing-field-age = आयु
typing-field-birth_date = जन्म तिथि
typing-field-relation = संबंध
typing-field-relative_name = संबंधी का नाम
typing-field-mobile = मोबाइल
typing-field-address_line = पता
typing-field-pin = पिन
typing-field-district = ज़िला
typing-field-state = राज्य
typing-field-abha_number = आभा संख्या
typing-field-category = श्रेणी
typing-field-visit_number = विज़िट संख्या
typing-field-clinic_name = विभाग
typing-field-doctor_name = डॉक्टर
typing-field-registered_at = पंजीकरण का समय
typing-field-kind = प्रकार
typing-field-fee_rupees = शुल्क (₹)
typing-field-receipt_number = रसीद
typing-field-referred_by = किसने भेजा
typing-field-mlc = एमएलसी
typing-field-remarks = टिप्पणी

problem-typing-mend = यह रिकॉर्ड आपने अभी-अभी इस काउंटर पर टाइप नहीं किया।
    .safe = कुछ नहीं बदला गया।
    .act = अधिकारी से कहें: सौंपने का पटल रिकॉर्ड फिर लेता है, या बताता है कि कौन-सी संख्या मान्य है।
problem-typing-linked = यह मरीज़ UHID { $known } से जुड़ा है, { $uhid } से नहीं।
    .safe = रिकॉर्ड बाकी है; जो आपने टाइप किया, वह बना है।
    .act = केंद्रीय स्क्रीन फिर देखें। अगर वहाँ कोई और व्यक्ति है, तो मिलान की समीक्षा में जोड़ वापस लें।
problem-typing-known = इस मरीज़ की UHID पहले से { $known } है, { $uhid } नहीं।
    .safe = रिकॉर्ड बाकी है; जो आपने टाइप किया, वह बना है।
    .act = केंद्रीय स्क्रीन फिर देखें।
problem-typing-used = UHID { $uhid } पहले से { $number } की है।
    .safe = रिकॉर्ड बाकी है; जो आपने टाइप किया, वह बना है।
    .act = केंद्रीय स्क्रीन फिर देखें: क्या पिछली संख्या फिर पेस्ट हो गई?
