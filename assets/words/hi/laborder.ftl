# The screens of a requisition and of results.

help-lab-order = जाँच का ऑर्डर
help-lab-results = परिणाम
command-ward-order = जाँच लिखें
    .short = जाँच
    .tip = बेड के मरीज़ के लिए जाँच लिखें और लेबल छापें
command-order-pile = वार्ड के कई फ़ॉर्म
    .short = कई फ़ॉर्म
    .tip = वार्ड, डॉक्टर और समय अगले ऑर्डर के लिए रहते हैं
command-order-new-person = यहाँ दर्ज नहीं
    .short = नया व्यक्ति
    .tip = जिसका यहाँ नंबर नहीं है, उसका विवरण लिखें
command-order-anew = फिर से शुरू
    .short = ख़ाली करें
    .tip = लिखा हुआ छोड़कर ख़ाली ऑर्डर से शुरू करें
command-order-take-back = वापस लें
    .short = वापस लें
    .tip = यहाँ दर्ज ऑर्डर कारण के साथ वापस लें
command-result-next = अगला
    .short = अगला
    .tip = बेंच की अगली ट्यूब, या जारी करने के लिए अगला ऑर्डर
command-result-type = परिणाम लिखें
    .short = लिखें
    .tip = ट्यूब के परिणाम लिखें
command-result-release = जारी करें
    .short = जारी करें
    .tip = दूसरे व्यक्ति के लिखे परिणाम जारी करें
command-result-amend = दोबारा लिखें
    .short = दोबारा लिखें
    .tip = लिखा या जारी किया जा चुका मान दोबारा लिखें
command-result-call = कॉल
    .short = कॉल
    .tip = गंभीर मान किसे बताया, यह लिखें
command-result-report = रिपोर्ट छापें
    .short = रिपोर्ट
    .tip = जारी परिणामों की रिपोर्ट छापें
command-result-handed = सौंपी गई
    .short = सौंपी गई
    .tip = रिपोर्ट माँगने वाले के हाथ में है

laborder-title = जाँच का ऑर्डर
laborder-aside = पर्ची स्कैन करें, फिर जाँचें
laborder-pile-on = वार्ड के कई फ़ॉर्म: वार्ड, डॉक्टर और समय रहते हैं
laborder-seek = मरीज़
laborder-seek-hint = पर्ची स्कैन करें, या नंबर या नाम लिखें
laborder-who-first = जाँचें किसके लिए हैं? पर्ची स्कैन करें, या नंबर या नाम लिखें।
laborder-not-saved = यह ऑर्डर अभी सहेजा नहीं गया। Ctrl Enter से सहेजें या Ctrl R से छोड़ें; फिर अगले मरीज़ को स्कैन करें।
laborder-new-person = यहाँ दर्ज नहीं
laborder-doubtful = पहचान पक्की नहीं
laborder-tests = जाँचें
laborder-tests-hint = समूह का अंक दबाएँ, या लिखें: cbc, पोटैशियम …
laborder-tests-first = कम से कम एक जाँच चुनें।
laborder-no-test = इस नाम की कोई जाँच या समूह नहीं: { $text }
laborder-n-tests = { $n ->
    [one] एक जाँच
   *[other] { $shown } जाँचें
}
laborder-not-urgent = तात्कालिक नहीं
laborder-take-away = { $test } हटाएँ
laborder-save = सहेजें, लेबल छापें
laborder-tubes = ट्यूबें, नमूना लेने के क्रम में
laborder-no-tubes = जाँचें चुनते ही ट्यूबें यहाँ दिखेंगी।
laborder-label-next = अब इसका लेबल स्कैन करें
laborder-label-twice = लेबल { $label } पहले ही स्कैन हो चुका है।
laborder-labels-more = ट्यूबों से ज़्यादा लेबल हैं।
laborder-saved = { $at } पर सहेजा गया
laborder-said = ऑर्डर { $number } सहेजा गया
laborder-labels-printing = लेबल और ऑर्डर छप रहे हैं।
laborder-labels-ahead = लेबल पहले से छपे थे; ऑर्डर छप रहा है।
laborder-labels-none = यहाँ अपने आप कुछ नहीं छपता।
laborder-next = अगला स्कैन अगले मरीज़ से शुरू करता है।
laborder-pile-count = { $n ->
    [one] एक दर्ज
   *[other] { $shown } दर्ज
}
laborder-last = { $n ->
    [one] पहले दर्ज
   *[other] पहले दर्ज (कुल { $shown })
}
laborder-taken-back = वापस लिया
laborder-take-back = यह ऑर्डर वापस लें
laborder-take-back-title = कौन-सा ऑर्डर वापस लेना है, और क्यों?
laborder-take-back-reason = कारण
laborder-take-back-why = वापस लेने का कारण लिखें।
laborder-take-back-keys = तीर से दूसरा चुनें; Esc से वैसा ही रहता है।
laborder-said-taken-back = ऑर्डर { $number } वापस लिया गया

labresults-title-type = परिणाम लिखें
labresults-title-release = परिणाम जारी करें
labresults-to-type = { $n ->
    [one] एक ट्यूब लिखनी है
   *[other] { $shown } ट्यूबें लिखनी हैं
}
labresults-to-release = { $n ->
    [one] एक ट्यूब जारी करनी है
   *[other] { $shown } ट्यूबें जारी करनी हैं
}
labresults-no-next = और कुछ बाक़ी नहीं।
labresults-no-tube = इस ऑर्डर में परिणाम देने वाली कोई ट्यूब नहीं।
labresults-gone = ट्यूब { $tube } अस्वीकृत या नष्ट की गई; उससे परिणाम नहीं आएगा।
labresults-urgent = तात्कालिक
labresults-test = जाँच
labresults-value = मान
labresults-unit = इकाई
labresults-flag = संकेत
labresults-range = सामान्य सीमा
labresults-before = पिछला
labresults-by = किसने लिखा
labresults-state = स्थिति
labresults-save = सहेजें
labresults-release-n = { $n ->
    [one] एक मान जारी करें
   *[other] { $shown } मान जारी करें
}
labresults-again = दोबारा लिखें: { $test }
labresults-mismatch = अलग है। दोबारा लिखें: { $test }
labresults-calculated = परिकलित
labresults-restricted = गोपनीय
labresults-amended = संशोधित
labresults-all-typed = इस ट्यूब के सब मान आ गए। N से अगली ट्यूब; स्कैन से कोई भी दूसरी।
labresults-amending = जो मान आ चुके हैं, वे दोबारा लिखे जा सकते हैं। जारी मान काग़ज़ पर तब तक रहता है जब तक नया जारी न हो।
labresults-reason = संशोधन का कारण
labresults-conclusion = निष्कर्ष
labresults-left-out = छोड़ा गया
labresults-call-first = पहले कॉल करें
labresults-delta = पहले { $value } · { $at }
labresults-release-none = यहाँ जारी करने के लिए कुछ नहीं है।
labresults-release-second = गंभीर मान जारी करने से पहले दूसरी बार लिखना होगा।
labresults-call = कॉल: { $values }
labresults-no-call = किसी गंभीर मान की कॉल बाक़ी नहीं।
labresults-said-typed = परिणाम सहेजे गए · { $number }
labresults-said-released = परिणाम जारी हुए · { $number }
labresults-said-called = कॉल लिखी गई · { $number }
labresults-said-told = लिखा गया · { $number }
