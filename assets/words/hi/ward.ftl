### फ़ॉर्म, बिस्तर बोर्ड, आरंभिक गणना, मरीज़ की फ़ाइल पर मामले।

## फ़ॉर्म की कुंजियाँ
command-fill = सहेजें और छापें
    .tip = फ़ॉर्म सहेजें; उसके काग़ज़ छपते हैं
fill-save = सहेजें
fill-legend = * भरना ज़रूरी · Enter अगला खाना · Alt Enter नई पंक्ति
fill-by-pen = काग़ज़ पर कलम से: { $what }
fill-hint-moment = अभी, 14:30, 24-11 14:30
fill-hint-date = 24-11 या 24-11-2022
fill-hint-age = जैसे 34, 8 m, 3 d, 17-5-1990
fill-seek = यहाँ ज्ञात व्यक्ति का नंबर
fill-seek-hint = यहाँ ज्ञात? नंबर, UHID या स्कैन
fill-seek-unknown = यह नंबर यहाँ किसी का नहीं है। F4 से नाम खोजें।
fill-new-patient = अभी नाम नहीं
fill-anew = फ़ॉर्म ख़ाली करें

## सहेजा गया फ़ॉर्म
fill-said = { $form } सहेजा गया { $number }
fill-saved = { $form } { $at } पर सहेजा गया
fill-back = वापस वहीं
fill-printed = प्रिंटर को भेजा: { $papers }
fill-printed-count = { $shown } काग़ज़ प्रिंटर को भेजे
fill-more = { $shown } पैक बने
fill-newborn = नवजात: { $name } · { $number }
fill-next-face-sheet = फ़ेस शीट छापें
fill-next-newborn = नवजात को भर्ती करें
fill-next-admit = वार्ड में भर्ती करें
fill-next-mlc = एमएलसी शीट लिखें
fill-next-police = पुलिस को सूचित करें
fill-next-death = मृत्यु रिपोर्ट (फ़ॉर्म 2)
fill-next-cause = मृत्यु का कारण (फ़ॉर्म 4)
fill-next-registrar = रजिस्ट्रार को सौंपें

## बिस्तर बोर्ड की कुंजियाँ
command-ward-admit = भर्ती
    .short = भर्ती
    .tip = चुने बिस्तर पर मरीज़ को भर्ती करें
command-ward-transfer = स्थानांतरण
    .short = स्थानांतरण
    .tip = दूसरे बिस्तर, वार्ड या परामर्शदाता के पास भेजें
command-ward-swap = अदला-बदली
    .short = अदला-बदली
    .tip = दो मरीज़ बिस्तर बदलते हैं: एक पर S, दूसरे पर Enter
command-ward-discharge = छुट्टी
    .short = छुट्टी
    .tip = भर्ती समाप्त करें
command-ward-request = बिस्तर माँगें
    .short = बिस्तर माँगें
    .tip = इस वार्ड में बिस्तर माँगें
command-ward-mark = बिस्तर की स्थिति
    .short = बिस्तर की स्थिति
    .tip = बताएँ कि बिस्तर ख़ाली, आरक्षित, सफ़ाई में या अनुपयोगी है
command-ward-face-sheet = फ़ेस शीट
    .short = फ़ेस शीट
    .tip = फ़ेस शीट फिर छापें
command-ward-wristband = कलाई पट्टी
    .short = कलाई पट्टी
    .tip = कलाई पट्टी फिर छापें
command-ward-open = फ़ाइल देखें
    .short = फ़ाइल
    .tip = मरीज़ की फ़ाइल खोलें
command-ward-cancel = अंतिम क़दम वापस लें
    .short = वापस लें
    .tip = इस भर्ती का अंतिम क़दम कारण सहित वापस लें
command-ward-birth = जन्म रिपोर्ट
    .short = जन्म
    .tip = यहाँ भर्ती माता के बच्चे के जन्म की रिपोर्ट करें
command-ward-indent = माँग पत्र
    .short = माँग पत्र
    .tip = इस वार्ड के लिए भंडार से सामान माँगें
command-ward-census = वार्ड गणना छापें
    .short = गणना
    .tip = इस वार्ड में कौन भर्ती है, छापें
command-ward-new-census = आरंभिक गणना
    .short = आरंभिक गणना
    .tip = घटना शुरू होने पर जो भर्ती थे, उन्हें दर्ज करें
command-ward-whole = पूरा अस्पताल
    .short = अस्पताल
    .tip = हर वार्ड की पट्टी, हर बिस्तर एक ख़ाना

## बिस्तर बोर्ड
ward-title = वार्ड
ward-board = बिस्तर
ward-none = अस्पताल के पैक में कोई वार्ड नहीं
ward-reading = पढ़ा जा रहा है…
ward-filter = वार्ड या बिस्तर
ward-filter-hint = वार्ड या बिस्तर  ( / )
ward-whole-sum = अस्पताल { $beds } में से { $taken }
ward-whole-title = पूरा अस्पताल
ward-whole-aside = { $beds } में से { $taken } बिस्तर भरे · { $percent } %
ward-one = एक वार्ड
ward-taken-of = { $beds } में से { $taken } भरे
ward-count-free = { $shown } ख़ाली
ward-count-reserved = { $shown } आरक्षित
ward-count-cleaning = { $shown } सफ़ाई में
ward-count-out = { $shown } अनुपयोगी
ward-count-unplaced = { $shown } बिना बिस्तर
ward-count-requests = { $shown } बिस्तर माँगे गए
ward-count-conflicts = { $shown } टकराव
ward-days = { $shown } दिन
ward-hours = { $shown } घं
ward-minutes = { $shown } मि
ward-two-here = यहाँ { $shown }
ward-without-bed = बिना बिस्तर
ward-asked-for = माँगे गए बिस्तर
ward-nothing = तीर से बिस्तर चुनें, या उसका नंबर लिखें।
ward-bed = बिस्तर { $bed }
ward-since = { $at } से
ward-until = { $at } तक
ward-held-for = { $name } के लिए, { $at }, { $from } से
ward-free-what = A दबाएँ या मरीज़ की पर्ची स्कैन करें: इस बिस्तर के साथ फ़ॉर्म खुलता है।
ward-conflict = बिस्तर { $bed }: दो मरीज़
ward-conflict-what = दो काउंटरों ने एक-दूसरे को जाने बिना यहाँ मरीज़ रखा। कुछ खोया नहीं। बताएँ कि बिस्तर पर कौन है।
ward-put-here = { $at } से · काउंटर { $counter }
ward-stays = रहेगा, दूसरे को हटाएँ
ward-conflict-reason = बिस्तर { $bed } पर दो मरीज़ थे
ward-swap-with = { $name } का बिस्तर बदलेगा: दूसरा मरीज़ चुनें, फिर Enter। Esc से छोड़ें।
ward-unknown = अज्ञात
ward-newborn = नवजात
ward-misfit = क़दम मेल नहीं खाते
ward-line-asked = माँगा गया
ward-line-urgency = तात्कालिकता
ward-no-bed = बिना बिस्तर
ward-line-admitted = भर्ती
ward-line-here = इस बिस्तर पर कब से
ward-line-department = विभाग
ward-line-doctor = परामर्शदाता
ward-line-diagnosis = निदान
ward-said-census = { $ward } की गणना प्रिंटर को भेजी
ward-said-paper = फिर प्रिंटर को भेजा, प्रति { $copy }
ward-said-here = { $number } यहाँ भर्ती है
bed-kind-general = सामान्य
bed-kind-icu = आईसीयू
bed-kind-isolation = पृथक
bed-kind-cradle = पालना
bed-kind-private = निजी

## आरंभिक गणना
census-title = आरंभिक गणना
census-saved = { $n ->
    [0] घटना शुरू होने पर जो भर्ती थे
   *[other] { $shown } मरीज़ लिए गए
}
census-save-row = पंक्ति सहेजें
census-ward = वार्ड
census-what = हर बिस्तर की एक पंक्ति। Enter अगले ख़ाने पर, Ctrl Enter पंक्ति सहेजकर अगले बिस्तर पर।
census-bed = बिस्तर
census-head-name = नाम
census-head-sex = लिंग
census-head-age = आयु
census-head-uhid = यूएचआईडी
census-head-at = कब से
census-head-department = विभाग
census-head-doctor = परामर्शदाता
census-head-diagnosis = निदान
census-row-saved = सहेजा
census-said = बिस्तर { $bed } सहेजा { $number }
census-file-title = फ़ाइल से
census-file-what = एक CSV, हर मरीज़ की एक पंक्ति: वार्ड, बिस्तर, नाम, लिंग, आयु और जो ज्ञात हो। सही पंक्तियाँ ली जाती हैं, ग़लत बताई जाती हैं; वही फ़ाइल फिर दी जा सकती है।
census-file = फ़ाइल
census-file-hint = जैसे census.csv
census-take = लें
census-taking = पढ़ा जा रहा है…
census-taken = { $shown } मरीज़ लिए गए
census-known = { $shown } पहले से अपने बिस्तर पर थे
census-faults = { $shown } जगह सुधारनी है
census-line = पंक्ति { $line } { $column }

## मरीज़ की फ़ाइल पर मामले
case-list = भर्ती, आगमन, रिकॉर्ड
case-what = भर्ती या रिकॉर्ड
case-none = अब तक वार्ड में कोई भर्ती और रजिस्टर में कोई रिकॉर्ड नहीं।
case-stay = भर्ती
case-arrival = आपातकाल
case-cancelled = वापस लिया
case-requested = बिस्तर माँगा
case-admitted = भर्ती है
case-discharged = छुट्टी हुई
case-here = यहाँ है
case-left = चला गया
case-version = सुधारा गया, रूप { $n }
case-unknown = अभी कोई नहीं जानता कि यह कौन है।
case-same-as = वही व्यक्ति: { $name } · { $number }
case-led-by = जोड़ा हुआ: मुख्य रिकॉर्ड { $name } · { $number }
case-same-open = { $number } खोलें
command-case-admit = भर्ती
    .tip = इस मरीज़ को वार्ड में भर्ती करें
command-case-board = बिस्तर दिखाएँ
    .tip = मरीज़ का बिस्तर बोर्ड पर दिखाएँ
command-case-mlc = एमएलसी शीट
    .tip = मेडिको-लीगल केस लिखें
command-case-birth = जन्म रिपोर्ट
    .tip = इस माता के बच्चे के जन्म की रिपोर्ट करें
command-case-death = मृत्यु रिपोर्ट
    .tip = इस मरीज़ की मृत्यु की रिपोर्ट करें (फ़ॉर्म 2)
command-case-cause = मृत्यु का कारण
    .tip = मृत्यु का कारण प्रमाणित करें (फ़ॉर्म 4)
command-case-face-sheet = फ़ेस शीट
    .tip = अंतिम भर्ती की फ़ेस शीट फिर छापें
command-case-sheet = फ़ॉर्म छापें
    .tip = चुने रिकॉर्ड का फ़ॉर्म फिर छापें
command-case-identify = पहचान
    .tip = बताएँ कि यह अज्ञात मरीज़ कौन है

## सहायता
help-ward = बिस्तर बोर्ड
help-file = मरीज़ की फ़ाइल

fill-said-kept = { $n ->
    [one] आपका शुरू किया एक प्रपत्र रखा है।
   *[other] आपके शुरू किए { $shown } प्रपत्र रखे हैं।
}
