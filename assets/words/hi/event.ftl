### घटना: कौन-सी व्यवस्था लागू, घटनाएँ, ड्यूटी रोस्टर, पारी, अभ्यास, सूचनाएँ।

right-declare-event = इस काउंटर पर मैनुअल व्यवस्था घोषित करना, अभ्यास कराना
right-direct-event = अस्पताल, काम के किसी भाग या किसी भी काउंटर के लिए मैनुअल व्यवस्था घोषित और समाप्त करना
right-log-incident = घटना रजिस्टर में लिखना
right-keep-roster = ड्यूटी रोस्टर लिखना
right-hand-shift = पारी सौंपना

trail-event-declared = मैनुअल व्यवस्था घोषित
trail-event-ended = केंद्रीय प्रणाली वापस
trail-incident-logged = घटना लिखी गई
trail-roster-set = ड्यूटी रोस्टर की पंक्ति
trail-roster-struck = ड्यूटी रोस्टर की पंक्ति काटी
trail-shift-handed = पारी सौंपी गई
trail-drill-began = अभ्यास शुरू
trail-drill-ended = अभ्यास समाप्त
trail-side-central = उस समय यह काम केंद्रीय प्रणाली में होता था।
trail-side-later = बाद में आई घोषणा के अनुसार उस समय यह काम केंद्रीय प्रणाली में होता था।

## खानों के पास
fault-event-counter = पैक में काउंटर “{ $value }” नहीं है। काउंटर पर लिखा कोड लिखें, या सबके लिए खाली छोड़ें।
fault-event-time = { $at } बहुत दूर है। अधिक से अधिक { $back } दिन पीछे या { $ahead } दिन आगे का समय लिखें।
problem-slip-real = यह पर्ची असली मरीज़ की है, और यहाँ अभ्यास चल रहा है।
    .safe = इससे कुछ नहीं लिया गया।
    .act = अभ्यास समाप्त करें या छोड़ें और पर्ची असली काउंटर पर स्कैन करें।
problem-incident-unknown = यहाँ घटना { $number } नहीं है।
    .safe = कुछ नहीं लिखा गया।
    .act = उसका नंबर घटना रजिस्टर में देखें।
problem-roster-unknown = ड्यूटी रोस्टर में पंक्ति { $number } नहीं है।
    .safe = कुछ नहीं लिखा गया।
    .act = पंक्ति रोस्टर में देखें; हो सकता है वह बदली या काटी जा चुकी हो।
problem-drill-where = अभ्यास असली काउंटर पर होता है, और यह स्वयं अभ्यास या डेमो है।
    .safe = कुछ नहीं बदला।
    .act = काउंटर की अपनी साइन-इन स्क्रीन से शुरू करें।
problem-drill-running = इस काउंटर पर अभ्यास पहले से चल रहा है।
    .safe = कुछ नहीं बदला।
    .act = उसे आगे चलाएँ, या पहले समाप्त करें।
problem-drill-none = यहाँ कोई अभ्यास नहीं है।
    .safe = कुछ नहीं बदला।
    .act = काउंटर की साइन-इन स्क्रीन से शुरू करें, या इससे: nirantar event drill begin।
problem-scope-typed = “{ $typed }” अस्पताल का कोई भाग नहीं है।
    .safe = कोई घोषणा नहीं हुई।
    .act = लिखें hospital, opd, er, ipd, lab, registers, indent, काउंटर जैसे K7, या दोनों जैसे opd@K7।
problem-notice-none = अभी कोई घोषणा नहीं हुई, इसलिए कोई सूचना नहीं है।
    .safe = कुछ नहीं छपा।
    .act = पहले मैनुअल व्यवस्था घोषित करें।
problem-audience-typed = “{ $typed }” के लिए कोई सूचना नहीं लिखी जाती।
    .safe = कुछ नहीं छपा।
    .act = लिखें opd, lab, wards या emergency।

## कौन-सी व्यवस्था लागू
event-title = व्यवस्था
event-what = क्या मैनुअल है, और क्या केंद्रीय प्रणाली में लौट चुका है।
event-side-manual = मैनुअल
event-side-central = केंद्रीय प्रणाली
event-hospital = पूरा अस्पताल
event-never-said = काउंटर चालू होने से
event-no-right = पैक के अनुसार इस अधिकारी को यह कहने का अधिकार नहीं: पूछें।
event-since = { $at } से
event-by = { $officer }: { $reason }
event-except = { $counters } को छोड़कर
event-also = इससे यह भी बदलता है: { $places }
event-said-manual = मैनुअल व्यवस्था घोषित: { $place }, { $at } से।
event-said-central = केंद्रीय प्रणाली वापस: { $place }, { $at } से।
event-taken = सूचना से: { $what }
event-column-part = काम का भाग
event-column-hospital = अस्पताल में
event-column-here = इस काउंटर पर
event-column-why = किसने, और क्यों
event-column-from = कब से
event-column-side = कौन-सी व्यवस्था
event-timeline = घोषणाएँ
event-timeline-none = अभी कोई घोषणा नहीं हुई। सब काउंटर मैनुअल चल रहे हैं।
event-declare = घोषित या समाप्त करें
event-declare-what = घोषणा अधिकारी करते हैं: इस काउंटर पर मैनुअल व्यवस्था के लिए पर्यवेक्षक, बाकी सब के लिए कंट्रोल रूम।
event-own = आप अधिकारी के रूप में साइन इन हैं; पासवर्ड नहीं माँगा जाएगा।
event-go = घोषणा करें
event-going = सहेजा जा रहा है …
event-print-notice = सूचना छापें
event-drill-notice = अभ्यास की सूचना
event-part-all = काम के सब भाग
event-counter-all = सब काउंटर
event-at-hint = 24-11 14:30

band-central = केंद्रीय प्रणाली लागू
band-central-some = केंद्रीय: { $modules }
event-advice = यह काम अब केंद्रीय प्रणाली में होता है। वहीं पंजीकरण करें; यहाँ जो सहेजा जाएगा उस पर यह लिखा रहेगा।

## घटनाएँ
incident-title = घटना रजिस्टर
incident-none = अभी कोई घटना नहीं लिखी गई।
incident-none-do = कुछ भी गड़बड़ हो तो उसी समय लिखें: N दबाएँ।
incident-happened = क्या हुआ
incident-open = जारी
incident-over = समाप्त
incident-n = { $n ->
    [one] { $shown } घटना
   *[other] { $shown } घटनाएँ
}
incident-open-n = { $shown } जारी
incident-new = नई घटना
incident-more = और लिखें
incident-column-when = कब
incident-column-severity = कितनी गंभीर
incident-column-where = कहाँ
incident-column-what = क्या हुआ, क्या किया गया
incident-column-told = किसे बताया

## ड्यूटी रोस्टर
roster-title = ड्यूटी रोस्टर
roster-none = इस दिन के रोस्टर में कोई नहीं है।
roster-none-do = कौन कहाँ ड्यूटी पर है और कैसे मिलेगा, यह लिखें: N दबाएँ।
roster-now = अभी ड्यूटी पर
roster-new = नई पंक्ति
roster-replace = बदलें
roster-strike = काटें
roster-on-duty = अभी ड्यूटी पर
roster-column-shift = पारी
roster-column-post = स्थान या काउंटर
roster-column-person = व्यक्ति
roster-column-contact = मोबाइल या एक्सटेंशन
roster-column-remarks = टिप्पणी

## पारी
shift-title = पारी की सुपुर्दगी
shift-new = पारी सौंपें
shift-print = पन्ना छापें
shift-column-at = कब सौंपी
shift-column-entries = प्रविष्टियाँ
shifts-none = इस काउंटर पर अभी कोई पारी नहीं सौंपी गई।
shifts-none-do = पारी के अंत में काउंटर सौंपें: H दबाएँ।
shift-kind-registered = नए मरीज़ पंजीकृत
shift-kind-visited = पुराने मरीज़ पंजीकृत
shift-kind-voided = अमान्य किए
shift-kind-amended = विवरण सुधारे
shift-kind-arrived = आपातकालीन आगमन
shift-kind-requested = बिस्तर के अनुरोध
shift-kind-admitted = भर्तियाँ
shift-kind-transferred = स्थानांतरण
shift-kind-discharged = छुट्टियाँ
shift-kind-recorded = रजिस्टर में प्रविष्टियाँ
shift-kind-ordered = जाँच के अनुरोध
shift-kind-stepped = ट्यूब के कदम
shift-kind-resulted = परिणाम लिखे
shift-kind-verified = परिणाम जारी किए
shift-kind-called = गंभीर मान बताए
shift-kind-reprinted = दोबारा छपे काग़ज़
shift-kind-cancelled = वापस लिए कदम
shift-kind-exported = सौंपे गए निर्यात
shift-open-prints = काग़ज़ जो नहीं छपे
shift-open-arrivals = आपातकाल में मरीज़
shift-open-stays = चालू भर्तियाँ और अनुरोध
shift-open-orders = चालू जाँच अनुरोध

## अभ्यास
drill-title = अभ्यास की रिपोर्ट
drill-column-person = व्यक्ति
drill-column-registered = पंजीकृत मरीज़
drill-column-median = प्रति मरीज़ सेकंड (बीच का)
drill-column-fastest = सबसे तेज़
drill-column-slowest = सबसे धीमा
drill-column-other = अन्य प्रविष्टियाँ
drill-all = सब मिलाकर
drill-begin = अभ्यास कराएँ
drill-begin-what = इसी काउंटर पर अभ्यास: वही लोग, पासवर्ड और सूचियाँ, अपने अलग फ़ोल्डर में। काउंटर के रिकॉर्ड छुए नहीं जाते। अधिकारी इसे शुरू और समाप्त करते हैं।
drill-reason = किसलिए
drill-note = क्या देखा गया
drill-go = अभ्यास शुरू करें
drill-on = अभ्यास आगे चलाएँ
drill-leave = असली काउंटर पर लौटें
drill-end = अभ्यास समाप्त करें
drill-ended = अभ्यास समाप्त: { $n } मरीज़, प्रत्येक { $secs } सेकंड (बीच का)। रिपोर्ट यहाँ है: { $path }
drill-began = अभ्यास शुरू। यहाँ सब कुछ अभ्यास है।
drill-running = इस काउंटर पर { $at } से अभ्यास चल रहा है: { $reason }
drill-here = यह अभ्यास है। यहाँ कोई असली मरीज़ नहीं है।

## काग़ज़ पर
paper-title-shift = पारी की सुपुर्दगी
paper-notice-manual = मैनुअल व्यवस्था
paper-notice-restored = कंप्यूटर सेवा फिर चालू
paper-notice-drill = आज अभ्यास है
paper-notice-drill-mark = केवल अभ्यास
paper-notice-manual-since = { $at } से
paper-notice-restored-since = { $at } से
paper-notice-drill-since = { $at } से
paper-notice-by = आदेश: { $name }
paper-notice-sign = हस्ताक्षर और मुहर
paper-notice-code = काउंटरों के लिए: आदेश लेने के लिए यह कोड स्कैन करें।
paper-shift-span = कब से, कब तक
paper-shift-giver = सौंपने वाले
paper-shift-taker = सँभालने वाले
paper-shift-entries = पारी की प्रविष्टियाँ: { $entries }
paper-shift-done = इस पारी में किया गया
paper-shift-nothing = इस पारी में मरीज़ों का कोई काम नहीं हुआ।
paper-shift-open = अभी बाकी
paper-shift-none-open = कुछ बाकी नहीं है।
paper-shift-incidents = घटनाएँ जो समाप्त नहीं हुईं
paper-shift-note = जानने की बात
paper-shift-root = कुछ छूटा नहीं, इसका प्रमाण
paper-shift-sign = हमने काग़ज़ गिन लिए हैं और जो बाकी है देख लिया है।

## सूचनाओं की पंक्तियाँ; system: केंद्रीय प्रणाली का नाम
notice-manual-opd-1 = { $system } काम नहीं कर रहा। पंजीकरण चालू है।
notice-manual-opd-2 = पुरानी पर्ची, कार्ड या UHID और एक मोबाइल नंबर लाएँ।
notice-manual-opd-3 = पर्ची और टोकन काउंटर पर छपेंगे। उसका नंबर M से शुरू होता है। सँभालकर रखें।
notice-manual-opd-4 = आपातकालीन मरीज़ बिना पर्ची के तुरंत देखे जाते हैं।
notice-manual-lab-1 = { $system } काम नहीं कर रहा। केवल तत्काल जाँच ली जा रही है।
notice-manual-lab-all = { $system } काम नहीं कर रहा। प्रयोगशाला चालू है।
notice-manual-lab-2 = जाँच का फ़ॉर्म और मरीज़ की पर्ची साथ लाएँ।
notice-manual-lab-3 = हर ट्यूब पर संग्रह केंद्र पर लेबल लगेगा। बिना लेबल जाँच नहीं।
notice-manual-lab-4 = रिपोर्ट पर्ची दिखाने पर काग़ज़ पर मिलेगी।
notice-manual-wards-1 = { $system } काम नहीं कर रहा। भर्ती, स्थानांतरण और छुट्टी चालू हैं।
notice-manual-wards-2 = हर मरीज़ की कलाई पर नंबर और नाम की पट्टी है। उसे न उतारें।
notice-manual-wards-3 = सामान और जाँच की माँग छपी पर्ची पर जाती है। हर माँग के साथ पर्ची भेजें।
notice-manual-wards-4 = छुट्टी तक सब काग़ज़ रखें। कुछ भी न फेंकें।
notice-manual-emergency-1 = { $system } काम नहीं कर रहा। आपातकाल खुला है।
notice-manual-emergency-2 = नंबर या काग़ज़ न होने पर किसी को लौटाया नहीं जाएगा।
notice-manual-emergency-3 = अज्ञात मरीज़ को नंबर की पट्टी दी जाती है। जो भी पता हो काउंटर पर बताएँ।
notice-restored-opd-1 = { $system } फिर चालू है। पंजीकरण अब वहीं होता है।
notice-restored-opd-2 = M से शुरू होने वाले नंबर की पर्चियाँ मान्य हैं। काउंटर पर दिखाएँ।
notice-restored-opd-3 = इन दिनों के आपके रिकॉर्ड वहाँ पहुँचाए जाएँगे।
notice-restored-lab-1 = { $system } फिर चालू है। जाँच के अनुरोध अब वहीं होते हैं।
notice-restored-lab-2 = ट्यूब पर लगे लेबल रिपोर्ट आने तक मान्य हैं।
notice-restored-lab-3 = काग़ज़ की रिपोर्टें मान्य हैं।
notice-restored-wards-1 = { $system } फिर चालू है। भर्ती और छुट्टी अब वहीं करें।
notice-restored-wards-2 = इन दिनों की पट्टियाँ और नंबर छुट्टी तक मान्य हैं।
notice-restored-wards-3 = इन दिनों के काग़ज़ कंट्रोल रूम को दें। कुछ भी न फेंकें।
notice-restored-emergency-1 = { $system } फिर चालू है। आगमन अब वहीं लिखे जाते हैं।
notice-restored-emergency-2 = हमारे नंबर की पट्टियाँ मरीज़ के जाने तक न उतारें।
notice-drill-all-1 = आज कर्मचारी अभ्यास कर रहे हैं। अभ्यास में कोई असली मरीज़ पंजीकृत नहीं होता।
notice-drill-all-2 = जिन पर्चियों पर अभ्यास लिखा है और जो नंबर X से शुरू होते हैं, वे कहीं मान्य नहीं हैं।
notice-drill-all-3 = मरीज़ कृपया सामान्य काउंटर पर जाएँ।

## कमांड लाइन
cli-event-line = { $at }  { $place }: { $side }, { $officer }: { $reason }
cli-event-module = { $module }: { $side } { $since } { $except }
cli-event-none = अभी कोई घोषणा नहीं हुई।
cli-drill-begun = अभ्यास { $path } में शुरू हुआ। उसमें --data { $path } के साथ काम करें।
cli-drill-status = { $at } से अभ्यास: { $reason }। फ़ोल्डर: { $path }
cli-drill-none = इस काउंटर पर कोई अभ्यास नहीं चल रहा।
cli-drill-person = { $person }: { $n } मरीज़, प्रत्येक { $secs } सेकंड (बीच का), { $other } अन्य प्रविष्टियाँ
cli-incident = { $id }  { $at }  { $severity }  { $state }: { $what }
cli-roster = { $id }  { $day } { $shift }  { $post }: { $person }, { $contact } { $now }
cli-shift = { $id }: { $from } से { $to }, { $giver } से { $taker } को, प्रविष्टियाँ { $first }–{ $last }

## खिड़की
event-tab-charge = कौन-सी व्यवस्था
event-tab-incidents = घटनाएँ
event-tab-roster = ड्यूटी रोस्टर
event-tab-shifts = पारियाँ
roster-day = दिन
command-event = व्यवस्था: मैनुअल या केंद्रीय, घटना रजिस्टर, ड्यूटी रोस्टर, पारियाँ
    .side = व्यवस्था
    .tip = क्या मैनुअल है और क्या केंद्रीय, घटना रजिस्टर, ड्यूटी रोस्टर, पारी की सुपुर्दगी
command-event-say = मैनुअल व्यवस्था घोषित या समाप्त करें
    .tip = अधिकारी के आदेश से अब से किसकी व्यवस्था
command-event-new = नई घटना, रोस्टर की नई पंक्ति
    .tip = चुनी सूची का फ़ॉर्म खोलता है
command-event-more = घटना में और लिखें
    .tip = आगे क्या हुआ, क्या किया गया
command-event-replace = रोस्टर की पंक्ति बदलें
    .tip = चुनी पंक्ति सुधारता है; पुरानी पढ़ी जा सकती है
command-event-strike = रोस्टर की पंक्ति काटें
    .tip = चुनी पंक्ति अब लागू नहीं; पढ़ी जा सकती है
command-event-print = जो दिख रहा है उसे छापें
    .tip = सूचना, घटना रजिस्टर, ड्यूटी रोस्टर या पारी का पन्ना काग़ज़ पर
command-event-drill = अभ्यास की सूचना छापें
    .tip = दीवार के लिए: कर्मचारी अभ्यास कर रहे हैं, इसका कुछ भी मान्य नहीं
command-event-shift = पारी सौंपें
    .tip = हिसाब, बाक़ी काम और सब नंबरों का प्रमाण, अगली पारी के लिए
fill-next-shift-sheet = सुपुर्दगी का पन्ना फिर छापें
