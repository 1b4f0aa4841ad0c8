### window: पट्टी, बगल की सूची, स्थिति, कुंजियाँ और वे स्क्रीन जो सूची नहीं हैं।

starting = काउंटर खुल रहा है …

## पट्टी
band-event = मैनुअल मोड
band-drill = अभ्यास: केवल ड्रिल
band-demo = डेमो: कोई असली मरीज़ नहीं
band-none = निरंतर
band-since = { $system } { $day }, { $time } से बंद
band-counter = काउंटर

month-1 = जनवरी
month-2 = फ़रवरी
month-3 = मार्च
month-4 = अप्रैल
month-5 = मई
month-6 = जून
month-7 = जुलाई
month-8 = अगस्त
month-9 = सितंबर
month-10 = अक्टूबर
month-11 = नवंबर
month-12 = दिसंबर
weekday-1 = सोम
weekday-2 = मंगल
weekday-3 = बुध
weekday-4 = गुरु
weekday-5 = शुक्र
weekday-6 = शनि
weekday-7 = रवि

## स्थिति
status-nothing-yet = इस बार अभी कुछ सहेजा नहीं गया
status-numbers-left = शेष नंबर { $n }
status-clock-behind = घड़ी पीछे की गई है
status-prints-failed = { $n ->
    [one] 1 पर्ची नहीं छपी
   *[other] { $shown } पर्चियाँ नहीं छपीं
}
status-prints-waiting = { $n ->
    [one] 1 पर्ची छपनी बाकी
   *[other] { $shown } पर्चियाँ छपनी बाकी
}
status-not-handed-over = सौंपना बाकी { $n }
status-printer = प्रिंटर

## आदेश
command-help = मदद
    .side = मदद
    .tip = यह पन्ना: हर कुंजी क्या करती है
command-opd-new = नया मरीज़
    .side = ओपीडी
    .tip = नए मरीज़ का पंजीकरण
command-opd-returning = पुराना मरीज़
    .side = पुराना मरीज़
    .tip = पहले आ चुके मरीज़ का पंजीकरण
command-find = खोजें
    .side = खोजें
    .tip = मरीज़ या विज़िट खोजें
command-queue = कतार
    .side = कतार
    .tip = टोकन: बुलाएँ, छोड़ें, फिर बुलाएँ, पूरा
command-register = दिन का रजिस्टर
    .side = दिन का रजिस्टर
    .tip = एक दिन की सारी विज़िट
command-prints = प्रिंट कतार
    .side = प्रिंट कतार
    .tip = जो पर्चियाँ बाकी हैं या नहीं छपीं
command-hall = प्रतीक्षालय
    .side = प्रतीक्षालय
    .tip = दूसरे मॉनिटर के लिए बड़ा दृश्य, खोलें और बंद करें
command-language = Show in English
    .side = English
    .tip = हिंदी और अंग्रेज़ी के बीच बदलें
command-home = मुख्य पृष्ठ
    .side = मुख्य पृष्ठ
    .tip = आज के आँकड़े
command-search = खोज
    .side = खोज
    .tip = खोज के खाने में जाएँ
command-save = सहेजें और छापें
    .tip = पंजीकरण सहेजें और पर्ची छापें
command-more = और खाने
    .tip = कम काम आने वाले खाने दिखाएँ या छिपाएँ
command-take = यही मरीज़
    .tip = इस अंक वाला मरीज़ चुनें
command-none-of-these = इनमें से कोई नहीं: नया मरीज़
    .tip = इनमें से कोई नहीं: मरीज़ नया है
command-merge-likely = इनमें दो एक ही व्यक्ति हैं: जोड़ें
    .tip = इस अस्पताल के दो सबसे मिलते रिकॉर्ड आमने-सामने दिखाता है
command-undo = वापस लाएँ
    .tip = जो मिटाया गया उसे वापस लाएँ
command-back = पीछे
    .tip = पीछे जाएँ; कुछ नहीं खोता
command-print-again = फिर छापें
    .tip = पर्ची फिर छापें, उस पर DUPLICATE लिखा होगा
command-call-next = अगला बुलाएँ
    .tip = अगला टोकन बुलाएँ
command-recall = फिर बुलाएँ
    .tip = टोकन फिर से बुलाएँ
command-skip = छोड़ें
    .tip = मरीज़ नहीं आया: छोड़ें
command-done = पूरा
    .tip = मरीज़ देखा जा चुका
command-export = फ़ाइलों में निकालें
    .side = फ़ाइलों में
    .tip = सभी रिकॉर्ड फ़ाइलों में लिखें
command-verify = रिकॉर्ड जाँचें
    .side = जाँच
    .tip = जर्नल, हस्ताक्षर और नंबर जाँचें
command-settings = सेटिंग
    .side = सेटिंग
    .tip = प्रिंटर, काग़ज़, भाषा, अक्षरों का आकार
command-zoom-in = बड़ा
    .tip = अक्षर बड़े करें
command-zoom-out = छोटा
    .tip = अक्षर छोटे करें
command-zoom-reset = सामान्य आकार
    .tip = अक्षर सामान्य आकार में
command-dismiss = बंद करें
    .tip = ऊपर का संदेश बंद करें
command-lock = लॉक
    .side = लॉक
    .tip = स्क्रीन लॉक करें; लिखा हुआ बना रहता है
command-sign-out = साइन आउट
    .tip = साइन आउट करें, ताकि कोई और काम कर सके

## पहली बार
welcome-title = निरंतर
welcome-what = जब अस्पताल का केंद्रीय सिस्टम बंद हो, तब मरीज़ों का पंजीकरण। बिना नेटवर्क के चलता है।
welcome-set-up = यह काउंटर तैयार करें
    .what = अस्पताल की पैक फ़ाइल और आपका पहला पासवर्ड चाहिए। लगभग तीन मिनट लगते हैं।
welcome-demo = डेमो अस्पताल देखें
    .what = एक काल्पनिक अस्पताल, कुछ ही सेकंड में तैयार। हर नंबर और पर्ची पर DEMO लिखा होता है।
welcome-rebuild = ख़राब हुआ पीसी फिर बनाएँ
    .what = उसकी दूसरी प्रति, बंडल या स्कैन की हुई पर्चियों से। अस्पताल की पैक फ़ाइल चाहिए। काउंटर अगले अक्षर से चलता है।
welcome-keys = 1, 2 या 3 दबाएँ, या Tab से जाकर Enter दबाएँ।
welcome-demo-busy = डेमो अस्पताल बन रहा है …

## तैयारी
set-up-step = काउंटर की तैयारी · चरण { $step }, कुल 3
set-up-pack-title = कौन-सा अस्पताल?
set-up-pack-what = कंट्रोल रूम ने आपको .pack वाली एक फ़ाइल दी है। उसे सूची से चुनें, उसका पता लिखें या चिपकाएँ, या फ़ाइल यहाँ छोड़ें।
set-up-file = पैक फ़ाइल
    .hint = .pack फ़ाइल का फ़ोल्डर और नाम
set-up-packs = { $n ->
    [one] इस पीसी पर 1 पैक फ़ाइल मिली; नीचे वाले तीर से देखें
   *[other] इस पीसी पर { $shown } पैक फ़ाइलें मिलीं; नीचे वाले तीर से देखें
}
set-up-packs-none = इस पीसी या पेन ड्राइव पर कोई पैक फ़ाइल अपने-आप नहीं मिली
set-up-read = पैक पढ़ें
set-up-reading = पढ़ा जा रहा है …
set-up-pack-read = पैक { $site }, संस्करण { $version }, हस्ताक्षर सही
set-up-counter = यह कौन-सा काउंटर है?
    .hint = कोड या नाम, जैसे K7
set-up-login = कौन तैयार कर रहा है?
    .hint = आपका नाम या लॉगिन
set-up-first = पहला पासवर्ड, सीलबंद लिफ़ाफ़े से
set-up-why = क्यों खोला जा रहा है?
set-up-reason = कारण
    .hint = केंद्रीय सिस्टम आज सुबह से बंद
set-up-drill = यह अभ्यास है: नंबर X से शुरू होंगे, कुछ सौंपा नहीं जाएगा
set-up-go = काउंटर तैयार करें
set-up-busy = तैयार हो रहा है …
set-up-key-title = रिकवरी कुंजी
set-up-key-what = जब सारे पासवर्ड खो जाएँ तो केवल यही कुंजी रिकॉर्ड खोलती है। यह एक ही बार दिखती है। पन्ना सहेजें, छापें और अस्पताल की तिजोरी में रखें।
set-up-sheet = पन्ना यहाँ सहेजें
    .hint = PDF का पता, जैसे पेन ड्राइव पर
set-up-sheet-save = पन्ना सहेजें
set-up-sheet-saved = { $at } में सहेजा गया। छापकर ताले में रखें।
set-up-tail = कुंजी के अंतिम 6 अक्षर
set-up-done = कुंजी मेरे पास है: आगे बढ़ें
fault-set-up-file = पैक फ़ाइल चुनें या उसका पता लिखें।
fault-set-up-counter = यह काउंटर पैक में नहीं है। उसका कोड लिखें, जैसे K7।
fault-set-up-login = यह व्यक्ति पैक में नहीं है। सूची में से चुनें।
fault-set-up-first = सीलबंद लिफ़ाफ़े का पहला पासवर्ड लिखें।
fault-set-up-reason = कुछ शब्दों में लिखें कि काउंटर क्यों खोला जा रहा है।
fault-set-up-sheet = लिखें कि पन्ना कहाँ सहेजना है, जैसे पेन ड्राइव पर।
fault-set-up-tail = ये अंतिम 6 अक्षर नहीं हैं। ऊपर की कुंजी या पन्ना देखें।

## पासवर्ड
password-old = अब तक का पासवर्ड
password-new = नया पासवर्ड
    .hint = कम से कम 8 अक्षर या अंक
password-again = नया पासवर्ड, एक बार फिर
password-change = पासवर्ड बदलें
password-changed = पासवर्ड बदल गया
fault-password-different = दोनों एक जैसे नहीं हैं। दोनों फिर से लिखें।
fault-password-empty = नया पासवर्ड दो बार लिखें।
first-password-title = अपना पासवर्ड चुनें
first-password-why = पहला पासवर्ड एक काग़ज़ पर आया था, जिसे और लोग भी देख चुके हो सकते हैं। अब से केवल आपका पासवर्ड आपका काम खोलेगा।

## साइन इन
sign-in-title = साइन इन
sign-in-counter = काउंटर { $code } · { $name }
sign-in-who = आप कौन हैं?
    .hint = नाम या लॉगिन, फिर Enter
sign-in-nobody = इस नाम का कोई व्यक्ति यह काउंटर नहीं खोल सकता।
sign-in-password = पासवर्ड
sign-in-go = साइन इन
sign-in-busy = खुल रहा है …
sign-in-other = कोई और
sign-in-demo = डेमो अस्पताल: { $login } का पासवर्ड { $password } है
letter-title = ये रिकॉर्ड काम में नहीं लिए जा सकते
letter-what = पर्यवेक्षक यहाँ नए सिरे से शुरू कर सकते हैं: पुरानी फ़ाइल अलग रखी जाती है और सुरक्षित रहती है, नंबर अगले अक्षर से चलते हैं।
letter-reason = कारण
    .hint = क्या हुआ, कुछ शब्दों में
letter-go = अगले अक्षर से नए सिरे से शुरू करें
fault-letter-reason = कुछ शब्दों में लिखें कि क्या हुआ।
locked-title = लॉक है
locked-other = साइन आउट: कोई और काम करेगा

role-clerk = पंजीकरण लिपिक
role-emergency = आपातकालीन पंजीकरण
role-ward = वार्ड
role-lab-technician = लैब तकनीशियन
role-lab-verifier = लैब सत्यापक
role-supervisor = पर्यवेक्षक
role-control-room = कंट्रोल रूम
role-reconciliation = मिलान डेस्क
role-auditor = लेखा परीक्षक

## मुख्य पृष्ठ
home-morning = सुप्रभात, { $name }
home-afternoon = नमस्कार, { $name }
home-evening = शुभ संध्या, { $name }
home-new-visits = आज नए
home-follow-ups = आज दोबारा आए
home-waiting = अभी प्रतीक्षा में
home-fees = आज की फ़ीस
home-voided = आज रद्द
home-by-hour = हर घंटे के पंजीकरण
home-waiting-by-clinic = प्रतीक्षा में, क्लिनिक के अनुसार
home-nobody-waits = कोई प्रतीक्षा में नहीं है।
home-next = अब क्या करें
home-new = नए मरीज़ का पंजीकरण करें
home-returning = पुराने मरीज़ का पंजीकरण करें
home-queue = अगला टोकन बुलाएँ
home-unfinished = अधूरा फ़ॉर्म पूरा करें
home-prints-failed = { $n ->
    [one] 1 पर्ची नहीं छपी: देखें
   *[other] { $shown } पर्चियाँ नहीं छपीं: देखें
}
home-numbers-low = केवल { $n } नंबर शेष हैं। कंट्रोल रूम से नया ब्लॉक माँगें।

## ओपीडी
opd-title-new = नया मरीज़
opd-under-new = Enter से आगे, Tab से हर खाना
opd-title-returning = पुराना मरीज़
opd-under-seek = पर्ची स्कैन करें या लिखें
opd-under-returning = विभाग, फिर Ctrl Enter
opd-last = पिछला
opd-household-label = परिवार
opd-household-none = इस मोबाइल पर कोई ज्ञात नहीं
opd-household = { $n ->
    [one] इस मोबाइल पर 1 व्यक्ति, दाईं ओर देखें
   *[other] इस मोबाइल पर { $shown } लोग, दाईं ओर देखें
}
opd-place-label = ज़िला, राज्य
opd-room = कमरा { $room }
opd-closed-today = आज बंद
opd-fee-cash = { $rupees } · नकद
opd-fee-none = कोई फ़ीस नहीं
opd-fee-exempt = फ़ीस नहीं, क्योंकि …
opd-waiting-at = { $clinic } में प्रतीक्षा
opd-visit-line = { $at } · टोकन { $token } · कमरा { $room }
opd-visit-new = नया
opd-visit-follow-up = दोबारा
opd-sex-unknown = अज्ञात
opd-saving = सहेजा जा रहा है …
opd-fewer = कम खाने
opd-clear = मिटाएँ
opd-cleared = मिटाया गया। Ctrl U से वापस आ जाएगा।
opd-esc-again = एक बार और Esc दबाने से फ़ॉर्म मिट जाएगा। अभी कुछ नहीं खोया।
opd-seek = नंबर, मोबाइल, UHID या नाम
    .hint = स्कैन करें, या किसी के भी चार अंक लिखें
opd-seek-what = पर्ची, ABHA कार्ड या UHID बारकोड स्कैन करें। या नंबर, मोबाइल या नाम का कोई हिस्सा लिखें; Enter से पहला, Alt और अंक से कोई और चुनें।
opd-last-visit = पिछली विज़िट { $at }, { $clinic }
likely-take = इनमें से एक चुनें
opd-side-title = क्या इनमें से कोई है?
opd-side-found = मिले
opd-side-known = यहाँ ज्ञात
    .what = विवरण भर दिए गए हैं। देखने या सुधारने के लिए Ctrl M दबाएँ।
opd-side-dismissed = नया मरीज़।
opd-side-here = इस काउंटर पर ज्ञात: { $patients }
opd-side-ms = { $ms } मि.से.
opd-side-nobody = कोई मिलता-जुलता नहीं।
opd-side-empty = लिखते समय मिलते-जुलते लोग यहाँ दिखेंगे।
opd-saved-at = { $at } बजे सहेजा गया
opd-saved-token = टोकन
opd-saved-place = { $clinic }, कमरा { $room }
opd-saved-waiting = { $n ->
    [one] वहाँ 1 प्रतीक्षा में
   *[other] वहाँ { $shown } प्रतीक्षा में
}
opd-saved-number = नंबर
opd-saved-fee = { $rupees } लिए, रसीद { $receipt }
opd-saved-next = अगला मरीज़: बस लिखना शुरू करें।
opd-said-saved = { $number } सहेजा गया
opd-said-printed = { $number } सहेजा गया · छप गया
opd-uhid-not-here = UHID { $text } इस काउंटर पर ज्ञात नहीं। वह अपने खाने में लिख दिया गया; बाकी भरें।
scan-not-here = { $text } इस काउंटर के रिकॉर्ड में नहीं है।

## रिकॉर्ड सौंपना
export-title = रिकॉर्ड सौंपें
export-what = मरीज़ और विज़िट एक फ़ोल्डर में, प्रमाण वाली सूची के साथ लिखता है। जितनी बार चाहें करें; यहाँ से कुछ नहीं हटता।
export-waiting = { $n ->
    [one] 1 रिकॉर्ड पिछली फ़ाइलों में नहीं था
   *[other] { $shown } रिकॉर्ड पिछली फ़ाइलों में नहीं थे
}
export-form = किस रूप में
export-csv = तालिकाएँ (CSV)
    .what = हर प्रकार की एक तालिका, स्प्रेडशीट या केंद्रीय सिस्टम के लिए।
export-fhir = FHIR R4
    .what = FHIR समझने वाले सिस्टम के लिए बंडल।
export-folder = फ़ोल्डर
    .hint = खाली फ़ोल्डर, जैसे पेन ड्राइव पर
fault-export-folder = जिस फ़ोल्डर में लिखना है उसका पता लिखें।
export-go = सौंपें
export-running = रिकॉर्ड लिखे जा रहे हैं
export-done = { $patients } मरीज़ और { $visits } विज़िट { $to } में हैं।
export-cancelled = रोका गया। कोई अधूरी फ़ाइल नहीं छोड़ी गई।
export-said = { $visits } विज़िट सौंपने के लिए लिखी गईं

## जाँच
verify-title = रिकॉर्ड जाँचें
verify-what = हर प्रविष्टि फिर पढ़ता है: कड़ी, हस्ताक्षर, तालिकाएँ और नंबर।
verify-go = अभी जाँचें
verify-running = प्रविष्टियाँ जाँची जा रही हैं
verify-good = सभी { $n } प्रविष्टियाँ ठीक हैं: कड़ी, हस्ताक्षर, तालिकाएँ, नंबर।
verify-bad = { $n } प्रविष्टियों में { $found } गड़बड़ियाँ। कंट्रोल रूम को बताएँ; पंजीकरण करते रहें।
verify-cancelled = अंत से पहले रोका गया।

## सेटिंग
settings-title = सेटिंग
settings-printing = छपाई
settings-printer = पर्चियाँ कहाँ जाएँ
settings-printer-folder = फ़ोल्डर
    .what = हर पर्ची काउंटर के फ़ोल्डर में PDF बनती है।
settings-printer-cups = प्रिंटर
    .what = इस पीसी से जुड़ा प्रिंटर (CUPS)।
settings-printer-escpos = पर्ची प्रिंटर
    .what = इस पीसी के पोर्ट पर रोल प्रिंटर (ESC/POS)।
settings-printer-zpl = लेबल प्रिंटर
    .what = इस पीसी के पोर्ट पर लेबल प्रिंटर (ZPL), 50 × 25 मिमी के लेबल।
settings-labels = ट्यूब के लेबल कहाँ जाएँ
settings-cups = प्रिंटर
settings-device = पोर्ट
    .hint = /dev/usb/lp0
settings-size = पर्ची का काग़ज़
settings-size-a4 = A4
settings-size-a5 = A5
settings-size-a6 = A6
settings-size-80mm = रोल 80 mm
settings-size-58mm = रोल 58 mm
settings-receipt = अलग रसीद भी छापें
settings-look = रूप
settings-lang = भाषा
settings-lang-en = English
settings-lang-hi = हिंदी
settings-theme = थीम
settings-theme-light = उजली
settings-theme-dark = गहरी
settings-zoom = अक्षरों का आकार
settings-password = आपका पासवर्ड

## मदद
help-title = मदद
help-what = सब कुछ कीबोर्ड से हो सकता है। कुंजियाँ अपने काम के पास दिखती हैं।
help-opd = पंजीकरण
help-everywhere = हर स्क्रीन पर
help-queue = कतार और मरीज़
help-always = हमेशा
help-enter = अगला मुख्य खाना; अंतिम में सहेजें बटन
help-shift-enter = पिछला खाना
help-tab = एक के बाद एक हर खाना
help-esc-esc = फ़ॉर्म मिटाएँ; Ctrl U से वापस
help-scanner = बारकोड रीडर
help-scanner-what = कभी भी स्कैन करें, स्क्रीन पर कुछ भी हो: हमारी पर्ची, UHID बारकोड, ABHA कार्ड या आधार कार्ड। आधार नंबर के केवल अंतिम चार अंक रखे जाते हैं।
help-trouble = जब कुछ गड़बड़ हो
help-trouble-what = स्क्रीन ने जिसे सहेजा कहा वह डिस्क पर है, बिजली जाने पर भी। जो पर्ची नहीं छपी वह प्रिंट कतार में रहती है। पंजीकरण करते रहें और कंट्रोल रूम को बताएँ।

## विंडो की अपनी समस्याएँ
problem-display = विंडो नहीं खुल सकी: { $why }
    .safe = सारे रिकॉर्ड सुरक्षित हैं।
    .act = इसे डेस्कटॉप सत्र में चलाएँ, या कमांड लाइन से: nirantar --help।
problem-desk-busy = डिस्क कुछ समय से पीछे चल रही है।
    .safe = जिसे सहेजा कहा गया वह सुरक्षित है।
    .act = थोड़ी देर रुकें। ऐसा ही रहे तो डिस्क देखें और कंट्रोल रूम को बताएँ।

# Wards, emergency, registers
command-wards = वार्ड
    .side = वार्ड
    .tip = कौन कहाँ भर्ती है; भर्ती, स्थानांतरण, छुट्टी
command-emergency = आपातकाल
    .side = आपातकाल
    .tip = आपातकाल: कौन आया और कितना तत्काल
command-unknown = अज्ञात मरीज़
    .side = अज्ञात
    .tip = एक कुंजी से अज्ञात मरीज़ को लें
command-books = रजिस्टर
    .side = रजिस्टर
    .tip = तारीख़ से रजिस्टर: एमएलसी, जन्म, मृत्यु, माँग पत्र

### The patient index in the window
match-central = केंद्रीय सिस्टम में
match-both = यहाँ और केंद्रीय सिस्टम में
band-index = मरीज़ सूची { $day }
band-index-closed = मरीज़ सूची बंद
band-index-damaged = मरीज़ सूची नहीं चल रही
command-index = मरीज़ सूची
    .side = मरीज़ सूची
    .tip = मरीज़ सूची खोलें, बंद करें या जाँचें
index-untake = यह नहीं: जो लिखा था वह वापस
index-side = मरीज़ सूची में: { $people }
index-taken-title = मरीज़ सूची से लिया
index-taken-certain = मरीज़ सूची { $day } से: लगभग पक्का ({ $score } %)।
index-taken-likely = मरीज़ सूची { $day } से: शायद यही व्यक्ति ({ $score } %)।
index-taken-open = मरीज़ सूची { $day } से। पक्का होने के लिए कम लिखा गया था: एक बार और पूछें कि यही व्यक्ति है।
index-kept = जो लिखा था वही रखा गया; सूची में इन खानों में कुछ और है: { $fields }।
index-filled-certain = मरीज़ सूची { $day } से भरा, UHID { $uhid }: लगभग पक्का ({ $score } %)।
index-filled-likely = मरीज़ सूची { $day } से भरा, UHID { $uhid }: शायद यही व्यक्ति ({ $score } %)।
index-filled-open = मरीज़ सूची { $day } से भरा, UHID { $uhid }। पक्का होने के लिए कम लिखा गया था।
index-filled-why = मिलान: { $why }।
index-trail = मरीज़ सूची { $day }
index-title = मरीज़ सूची
index-what = केंद्रीय सिस्टम के मरीज़, एक सीलबंद फ़ाइल में। खुली रहने पर इस काउंटर पर सबको वे भी मिलते हैं; फ़ाइल कभी बदली नहीं जाती।
index-none-what = patients.nidx फ़ाइल को इस काउंटर के फ़ोल्डर में कॉपी करें, या सेटिंग में उसकी जगह लिखें (Ctrl ,)।
index-own = आप इसे ख़ुद खोल और बंद कर सकते हैं।
officer-who = अधिकारी
    .hint = लॉगिन या नाम
officer-password = अधिकारी का पासवर्ड
fault-officer-who = अधिकारी चुनें।
fault-officer-password = अधिकारी यहाँ पासवर्ड लिखें।
index-open = सूची खोलें
    .what = अधिकारी का पासवर्ड सिर्फ़ इसी काम के लिए है। जो काम कर रहे हैं, वे साइन-इन रहते हैं।
index-opening = खुल रही है …
index-close = सूची बंद करें
    .what = इसके बाद सिर्फ़ इस काउंटर के मरीज़ मिलेंगे, जब तक अधिकारी इसे फिर न खोलें।
index-closing = बंद हो रही है …
index-old = यह { $shown } दिन पुरानी है: उसके बाद आए मरीज़ इसमें नहीं हैं।
index-opened-by = खोली: { $officer }।
index-said-open = मरीज़ सूची { $day } खुली है
index-said-closed = मरीज़ सूची बंद है
index-check = क्या फ़ाइल पूरी है?
    .what = फ़ाइल का हर पन्ना पढ़ता है। पंजीकरण चलता रहता है।
index-check-go = फ़ाइल जाँचें
index-checking = मरीज़ सूची की जाँच
index-check-good = सभी { $n } पन्ने सही हैं।
index-check-bad = { $n } में से { $found } पन्ने ख़राब हैं। फ़ाइल फिर से यहाँ कॉपी करें; पंजीकरण चलता रहता है।
index-check-cancelled = बीच में रोकी गई।
index-born = जन्म
index-card-of = मरीज़ सूची का दिन
index-card-what = केंद्रीय सिस्टम में है, इस काउंटर पर नहीं। सिर्फ़ पढ़ने के लिए।
index-register = OPD में पंजीकरण
settings-index = मरीज़ सूची की फ़ाइल
    .hint = इस काउंटर के फ़ोल्डर में patients.nidx
settings-index-go = खोलें, बंद करें, जाँचें
index-seek-hint = ज्ञात? नंबर, मोबाइल या नाम
second-title = दूसरी प्रति
second-none = कोई नहीं चुनी गई: रिकॉर्ड सिर्फ़ इसी कंप्यूटर पर हैं।
second-whole = सब कुछ उस पर है।
second-behind = { $n } प्रविष्टियाँ अभी उस पर नहीं हैं; लिखी जा रही हैं।
settings-second = दूसरी डिस्क या पेन ड्राइव का फ़ोल्डर
    .hint = हर प्रविष्टि दो सेकंड में वहाँ भी लिखी जाती है, सीलबंद
settings-outside = स्कैनर और पेन ड्राइव
status-second-asking = दूसरी प्रति: देख रहे हैं …
status-second-whole = दूसरी प्रति पूरी
status-second-behind = दूसरी प्रति { $n } पीछे
status-second-gone = दूसरी प्रति: नहीं मिली
status-second-full = दूसरी प्रति: जगह नहीं
command-control = कंट्रोल रूम
    .side = कंट्रोल रूम
    .tip = सब काउंटर, कतारें, बेड और लैब का हाल
command-bundles = बंडल
    .side = बंडल
    .tip = पेन ड्राइव पर बंडल बनाएँ, पढ़ें और लें
command-conflicts = टकराव
    .side = टकराव
    .tip = काउंटरों के बीच जो आपस में मेल नहीं खाता
command-control-renew = फिर देखें
    .tip = सब आँकड़े नए पढ़ें
command-control-give = नंबर दें
    .tip = चुने काउंटर को और नंबर
command-control-end = नंबर बंद करें
    .tip = चुने काउंटर के लिए और नंबर नहीं
command-conflict-side = यह सही है
    .tip = जो पक्ष सही है उसे चुनें
command-conflict-again = दूसरा नया लिखें
    .tip = दोनों मरीज़ हैं: दूसरे को नए नंबर मिलते हैं
command-case-same = एक ही व्यक्ति
    .tip = इसी व्यक्ति के दूसरे रिकॉर्ड से मिलाएँ, या अलग करें
status-on-stick = पेन ड्राइव पर { $from } का बंडल: Shift F5
control-title = कंट्रोल रूम
control-reading = सब काउंटर पढ़े जा रहे हैं …
control-as-of = { $time }
control-bad = { $n ->
    [0] सब काउंटर ठीक
    [one] 1 काउंटर देखना है
   *[other] { $shown } काउंटर देखने हैं
}
control-conflicts = { $n ->
    [0] कोई टकराव नहीं
    [one] 1 टकराव
   *[other] { $shown } टकराव
}
control-bundles = बंडल
control-renew = फिर देखें
control-registrations = पंजीकरण
control-yesterday = कल इस समय तक: { $n }
control-waiting = प्रतीक्षा में
control-clinics = { $n ->
    [0] कोई इंतज़ार में नहीं
    [one] 1 क्लिनिक में
   *[other] { $shown } क्लिनिकों में
}
control-beds = बिस्तर
control-full-wards = { $n ->
    [0] कोई वार्ड भरने को नहीं
    [one] 1 वार्ड लगभग भरा
   *[other] { $shown } वार्ड लगभग भरे
}
control-tubes = ट्यूब
control-old-tubes = { $n ->
    [0] 8 घंटे से पुरानी कोई नहीं
    [one] 1 ट्यूब 8 घंटे से पुरानी
   *[other] { $shown } ट्यूब 8 घंटे से पुरानी
}
control-age-hours = घंटे
control-place-labelled = लेबल छपा
control-place-collected = नमूना लिया
control-place-on-the-way = रास्ते में
control-place-received = लैब में मिला
control-place-bench = जाँच में
control-place-resulted = पुष्टि बाकी
control-filter = काउंटर खोजें
    .hint = काउंटर, नाम, या जैसे कम …
control-counters = { $n ->
    [one] 1 काउंटर
   *[other] { $shown } काउंटर
}
control-list = काउंटर, जिन्हें देखना है वे पहले
control-counter = काउंटर
control-name = नाम
control-look = देखना है
control-last = पिछली प्रविष्टि
control-entries = प्रविष्टियाँ
control-left = नंबर बाकी
control-good = ठीक
control-nothing-yet = इस काउंटर से अभी कुछ नहीं आया।
    .short = अभी कुछ नहीं
control-none-chosen = कोई काउंटर मेल नहीं खाता।
control-bad-root = पारी की मुहर अलग
control-bad-gap = { $n } प्रविष्टियाँ कम
control-bad-ended = नंबर बंद
control-bad-low = { $n } नंबर बाकी
control-bad-silent = { $time } से चुप
control-bad-second = दूसरी प्रति नहीं
control-bad-unprinted = { $n } नहीं छपे
control-hours = { $n } घं { $m }
control-days = { $n } दिन
control-numbers = मरीज़ नंबर
control-left-of = { $left } बाकी, { $last } तक
control-upto = { $last } तक
control-given = और नंबर दिए गए
control-ended = बंद किए गए
control-entries-upto = { $n } यहाँ हैं, क्रम { $last } तक ({ $time })
control-missing = { $n } प्रविष्टियाँ कम हैं: { $runs }। उस काउंटर से पूरा बंडल माँगें।
control-heard = केबल से पिछली ख़बर
control-second = दूसरी प्रति
control-second-upto = प्रविष्टि { $last } तक पूरी
control-second-none = नहीं है
control-unprinted = जो काग़ज़ नहीं छपे
control-program = प्रोग्राम और पैक
control-pack = पैक { $n }
control-told = काउंटर ने { $time } बताया
control-shift = पारी { $time } तक, { $first }–{ $last }
control-give = नंबर दें
control-give-do = दें
control-end = नंबर बंद करें
    .what = काउंटर चलता रहता है; उसे बताया जाता है कि उसके नंबर बंद हैं। यह तब करें जब कोई पीसी अब काम में नहीं है।
control-end-do = बंद करें
control-more = और कितने
fault-control-more = कितने नंबर, अंकों में लिखें।
bundles-title = बंडल
bundles-aside = पेन ड्राइव पर रिकॉर्ड, सीलबंद और हस्ताक्षर के साथ
bundles-make = बंडल बनाएँ
    .what = इस पीसी पर सब काउंटरों का जो कुछ है। लिखे गए काउंटरों के लोग ही इसे खोल सकते हैं।
bundles-which = क्या जाए
bundles-since = सिर्फ़ नया
bundles-all = सब कुछ
bundles-to = किन काउंटरों के लिए
    .hint = कंट्रोल रूम
bundles-folder = पेन ड्राइव या फ़ोल्डर
    .hint = जैसे /media/NAME/STICK
bundles-make-go = बंडल बनाएँ
bundles-making = बंडल बन रहा है
bundles-said-made = बंडल बन गया
bundles-said-safe = बंडल बन गया: पेन ड्राइव निकाल सकते हैं
bundles-safe = सब उस पर है। अब पेन ड्राइव निकाल सकते हैं।
bundles-sent = भेजे गए
bundles-sent-entries = { $n ->
    [one] 1 प्रविष्टि
   *[other] { $shown } प्रविष्टियाँ
}
bundles-read = बंडल पढ़ें
bundles-reading = पढ़ा जा रहा है
bundles-taking = लिया जा रहा है …
bundles-cancelled = रोक दिया। कुछ नहीं बदला।
bundles-from = बंडल, या बंडलों का फ़ोल्डर
    .hint = लिखें, या फ़ाइल इस खिड़की पर छोड़ें
bundles-look = देखें
bundles-on-stick = पेन ड्राइव पर: { $from }
bundles-look-stick = { $n ->
    [one] यह बंडल देखें
   *[other] { $shown } बंडल देखें
}
bundles-stick = किस पेन ड्राइव पर नज़र रहे
    .hint = जैसे /media/NAME
    .what = वहाँ जो बंडल आए, नीचे की पट्टी में बताया जाता है। अपने आप कुछ नहीं लिया जाता।
bundles-take = { $n } नए लें
bundles-take-files = सभी { $n } बंडल लें
bundles-more-files = { $n ->
    [one] और 1 फ़ाइल
   *[other] और { $shown } फ़ाइलें
}
bundles-file = { $from } से, { $made } का बना, निशान { $mark }
bundles-new = नया
bundles-known = पहले से
bundles-missing = अब भी नहीं आई
bundles-nothing = इसमें कुछ नया नहीं है।
bundles-fork = { $entry }: इस पते पर दूसरा रिकॉर्ड भी है। दोनों रखे जाते हैं; “टकराव” (Shift F10) में चुनें।
bundles-forks = { $n ->
    [one] 1 रिकॉर्ड के दो रूप हैं: “टकराव” (Shift F10) देखें।
   *[other] { $shown } रिकॉर्डों के दो रूप हैं: “टकराव” (Shift F10) देखें।
}
bundles-refused = { $n ->
    [one] 1 रिकॉर्ड नहीं लिया गया।
   *[other] { $shown } रिकॉर्ड नहीं लिए गए।
}
bundles-said-taken = { $n } नए रिकॉर्ड लिए गए
fault-bundles-to = पैक में “{ $typed }” काउंटर नहीं है।
fault-bundles-folder = बंडल किस पेन ड्राइव या फ़ोल्डर में जाए, लिखें।
conflicts-title = टकराव
conflicts-none-what = बंडल, पर्ची या हब से आए रिकॉर्ड एक-दूसरे से मेल न खाएँ, तो वे यहाँ दिखते हैं।
conflicts-said-anew = सुलझ गया। दूसरा मरीज़ नए नंबर { $number } से लिखा गया: उसकी पर्ची फिर छापें।
conflicts-reading = पढ़ा जा रहा है …
conflicts-list = टकराव
conflicts-what = किस बारे में
conflicts-fork = एक पते पर दो रिकॉर्ड
    .what = दो पीसी एक ही नाम से चले। जो रिकॉर्ड सही है उसे चुनें। अगर दोनों मरीज़ हैं तो दूसरा नया लिखवाएँ।
conflicts-patient = मरीज़ दो काउंटरों पर बदला गया
    .what = दो काउंटरों ने एक-दूसरे को जाने बिना यह मरीज़ बदला। जो सही है उसे चुनें; दूसरा इतिहास में रहता है।
conflicts-bed = एक बिस्तर पर दो मरीज़
    .what = बेड बोर्ड पर सुलझाएँ: बताएँ कि बेड पर कौन है।
conflicts-tube = एक ट्यूब, दो जाँच अनुरोध
    .what = लैब में सुलझाएँ: जब तक ट्यूब एक पर्चे की न हो, इनका कुछ जारी नहीं होता।
conflicts-step = एक क़दम जो मेल नहीं खाता
    .what = मरीज़ की फ़ाइल में सुलझाएँ: जो क़दम ग़लत है उसे वापस लें।
conflicts-open = वहाँ जाएँ
conflicts-no-right = इसे पर्यवेक्षक या कंट्रोल रूम ही सुलझाता है।
conflicts-counts = अभी यह माना जाता है
conflicts-no-details = इनमें मरीज़ का विवरण नहीं है। जो भी सही ठहरे, दूसरा भी रखा रहता है।
conflicts-side = { $n } सही
conflicts-keep = कौन-सा सही है
conflicts-again = दोनों मरीज़ हैं: दूसरे को नए नंबरों से फिर लिखें
conflicts-settle = सुलझाएँ
fault-conflicts-side = पहले चुनें कि कौन-सा सही है: 1 या 2 दबाएँ।
compare-age-sex = उम्र और लिंग
compare-differs = अलग
merge-title = एक ही व्यक्ति?
merge-part = एक व्यक्ति, दो रिकॉर्ड
    .what = अगर ये दो लोग हैं तो अलग करें: दोनों रिकॉर्ड ठीक वैसे हो जाते हैं जैसे थे।
merge-aside = दोनों नंबर बने रहते हैं
merge-other = दूसरा रिकॉर्ड
    .hint = नाम, नंबर या मोबाइल; या पर्ची स्कैन करें
merge-nobody = और कोई नहीं मिला। दूसरी वर्तनी, नंबर या मोबाइल लिखें।
merge-is = ये दोनों जुड़े हुए हैं।
merge-side = विज़िट { $visits }, भर्ती और रिकॉर्ड { $cases }
merge-lead = कौन-सा रिकॉर्ड मुख्य रहे
merge-do = जोड़ें
merge-part-do = ये दो हैं: अलग करें
merge-said = जोड़ दिए: दोनों नंबर बने रहते हैं
merge-parted = फिर से दो मरीज़
