### सूचियाँ, कतार, प्रतीक्षा हॉल, काग़ज़: जो दर्ज हुआ उसे दिखाने वाली स्क्रीनें।

list-cancel = रोकें
list-void = रद्द
list-conflict = दो रूप
list-progress-count = { $of } में से { $done }
list-left-seconds = { $shown } सेकंड शेष
list-left-minutes = लगभग { $shown } मिनट शेष
list-sorted-up = छोटे से बड़ा
list-sorted-down = बड़े से छोटा

## सामान्य स्तंभ और शब्द
list-close = बंद करें
list-saving = सहेजा जा रहा है…
list-filter = छाँटें
list-folder-hint = कोई फ़ोल्डर, जैसे पेन ड्राइव पर
list-token = टोकन
list-name = नाम
list-number = नंबर
list-age-sex = लिंग, आयु
list-state = स्थिति
list-since = कब से
list-time = समय
list-date = तारीख
list-clinic = क्लिनिक
list-fee = शुल्क
list-exempt = छूट
list-kind = विज़िट
list-by = किसने
list-room = कमरा { $room }
list-closed-today = आज बंद
list-paper = काग़ज़
list-size = आकार
list-paper-slip = पर्ची
list-paper-card = ओपीडी कार्ड
list-paper-token = टोकन
list-paper-receipt = रसीद

## इन स्क्रीनों की कुंजियाँ
command-new-visit = नई विज़िट
    .tip = इस मरीज़ का फिर से पंजीकरण करें
command-amend = सुधारें
    .tip = मरीज़ की जानकारी बदलें
command-change-clinic = दूसरे विभाग भेजें
    .tip = यह विज़िट दूसरे विभाग में भेजें
command-void = रद्द करें
    .tip = विज़िट या पंजीकरण कारण लिखकर वापस लें
command-view-paper = काग़ज़ देखें
    .tip = छपने पर कैसा दिखेगा
command-retry-print = फिर से करें
    .tip = यह काग़ज़ दोबारा प्रिंटर को भेजें
command-cancel-print = प्रिंट रोकें
    .tip = यह काग़ज़ प्रिंट कतार से हटाएँ
command-print-to-folder = फ़ोल्डर में
    .tip = यह काग़ज़ PDF के रूप में सहेजें

## खोज
find-title = खोजें
find-aside = यहाँ के मरीज़, और खुली हो तो मरीज़ सूची भी
find-box = खोज
find-hint = नाम, नंबर, मोबाइल, UHID या कोई भी चार अंक
find-empty = नाम या नंबर टाइप करें।
find-more = एक अक्षर और टाइप करें।
find-looking = खोजा जा रहा है…
find-none = यहाँ कोई नहीं मिला। कम अक्षर, मोबाइल या दूसरी लिपि आज़माएँ।
find-count = { $shown } मिले
find-first = पहले { $n }; कम करने के लिए और टाइप करें
find-millis = { $n } मि.से.
find-registered = पंजीकरण
find-mobile = मोबाइल
find-uhid = UHID
find-last-clinic = पिछला क्लिनिक
find-open = फ़ाइल खोलता है
find-tips = मरीज़ किससे मिलता है
find-tip-name = हिन्दी या अंग्रेज़ी में नाम, वर्तनी अलग हो तो भी; चाहें तो संबंधी का नाम भी।
find-tip-digits = मोबाइल, UHID या नंबर के कोई भी चार अंक।
find-tip-number = पर्ची का नंबर, हाइफ़न के साथ या बिना।
find-tip-scan = या पर्ची स्कैन करें: फ़ाइल अपने आप खुल जाएगी।

## कतार
queue-title = कतार
queue-waiting-all = { $n ->
    [0] कोई प्रतीक्षा में नहीं
   *[other] { $shown } मरीज़ प्रतीक्षा में
}
queue-call-next = अगला बुलाएँ
queue-done = हो गया
queue-skip = छोड़ें
queue-recall = फिर बुलाएँ
queue-clinics = क्लिनिक
queue-clinic = क्लिनिक
queue-waiting = प्रतीक्षा
queue-waiting-n = { $shown } प्रतीक्षा में
queue-called-n = { $shown } बुलाए गए
queue-skipped-n = { $shown } छोड़े गए
queue-done-n = { $shown } हो गए
queue-none = आज अभी किसी क्लिनिक का टोकन नहीं है।
queue-nobody = यहाँ अभी कोई प्रतीक्षा में नहीं है।
queue-now = अभी बुलाया
queue-filter = टोकन, नाम या नंबर से छाँटें
queue-tokens = टोकन
queue-state-waiting = प्रतीक्षा में
queue-state-called = बुलाया
queue-state-skipped = छोड़ा
queue-state-done = हो गया

## प्रतीक्षा हॉल
hall-title = प्रतीक्षालय
hall-none = अभी कोई टोकन नहीं बुलाया गया
hall-next = अगले
hall-called = अभी बुलाया
hall-now = अभी बुलाया: { $token }
hall-keys = Esc बंद · F पूरी स्क्रीन

## दैनिक रजिस्टर
register-title = दिन का रजिस्टर
register-print = प्रिंट
register-save = PDF सहेजें
register-folder = कहाँ सहेजें
register-day-before = पिछला दिन
register-day-after = अगला दिन
register-date-fault = तारीख ऐसे टाइप करें: 24-11-2022।
register-filter-hint = टोकन, नाम, नंबर, मोबाइल या क्लिनिक
register-reading = पढ़ा जा रहा है…
register-none = इस दिन कोई विज़िट दर्ज नहीं हुई।
register-no-match = छँटनी से कोई विज़िट मेल नहीं खाती।
register-shown = { $all } में से { $shown }
register-visits = { $shown } विज़िट
register-new = { $shown } नए
register-follow-ups = { $shown } फ़ॉलो-अप
register-exempt = { $shown } छूट
register-fees = शुल्क { $sum }
register-voided = { $shown } रद्द
register-saved = दिन का रजिस्टर सहेजा गया: { $path }
register-printing = दिन का रजिस्टर प्रिंट कतार में है।

## प्रिंट कतार
prints-title = प्रिंट कतार
prints-waiting-n = { $n ->
    [0] कोई प्रतीक्षा में नहीं
   *[other] { $shown } प्रतीक्षा में
}
prints-failed-n = { $n ->
    [0] कोई विफल नहीं
   *[other] { $shown } विफल
}
prints-retry = फिर से करें
prints-cancel = रोकें
prints-folder = फ़ोल्डर में
prints-folder-path = PDF कहाँ सहेजें
prints-view = देखें
prints-shown = दिखाएँ
prints-open = बाकी
prints-all = सभी
prints-filter-hint = नाम या नंबर
prints-none = यहाँ कोई काग़ज़ बाकी नहीं है।
prints-reason = प्रिंटर, कारण
prints-tries = { $shown } बार कोशिश
prints-waiting = प्रतीक्षा में
prints-printing = छप रहा है
prints-printed = छप गया
prints-failed = विफल
prints-cancelled = रोका गया

## काग़ज़ देखना
preview-title = काग़ज़
preview-aside = जैसा प्रिंटर से निकलेगा
preview-print = प्रिंट करें
preview-drawing = काग़ज़ बन रहा है…
preview-name = { $paper }, { $size }

## मरीज़
patient-opening = फ़ाइल खोली जा रही है…
patient-missing = यह फ़ाइल नहीं खुल सकती।
patient-new-visit = नई विज़िट
patient-reprint = फिर प्रिंट करें
    .short = प्रिंट
patient-move = दूसरे विभाग भेजें
    .short = भेजें
patient-amend = सुधारें
    .short = सुधारें
patient-void = रद्द करें
    .short = रद्द
patient-visits = विज़िट
patient-trail = किसने क्या किया
patient-what = क्या
patient-clock = घड़ी पीछे की गई
patient-amended = बदलाव सहेजा गया।
patient-voided = रद्द किया गया। प्रविष्टि अभिलेख में बनी रहेगी।
patient-reprinted = प्रति { $copy } प्रिंट कतार में है, DUPLICATE अंकित।
patient-amend-save = बदलाव सहेजें
patient-void-what = क्या वापस लेना है
patient-void-visit = यह विज़िट
    .tip = मरीज़ बना रहेगा; केवल यह विज़िट वापस ली जाएगी।
patient-void-registration = मरीज़ भी
    .tip = मरीज़ और विज़िट ग़लती से दर्ज हुए। दोनों रद्द अंकित होंगे; कुछ भी मिटाया नहीं जाएगा।
patient-void-do = रद्द करें
patient-move-to = कहाँ भेजें
patient-move-do = वहाँ भेजें
patient-moved = यह नया टोकन है। नई पर्ची अभी छप रही है; पुराना टोकन अब नहीं बुलाया जाएगा।
patient-copies = { $n ->
    [0] अब तक दोबारा नहीं छपा। दोबारा छपे काग़ज़ पर DUPLICATE लिखा होगा।
   *[other] { $shown } बार दोबारा छपा। दोबारा छपे काग़ज़ पर DUPLICATE लिखा होगा।
}
patient-copy = प्रति { $copy }
patient-reprint-do = प्रिंट करें

trail-counter-opened = काउंटर खोला गया
trail-pack-taken = अस्पताल का डेटा लिया गया
trail-session-opened = साइन इन
trail-opd-registered = पंजीकरण
trail-opd-visited = फिर आए
trail-patient-amended = सुधार
trail-visit-voided = रद्द
trail-visit-moved = दूसरे विभाग भेजा
trail-paper-reprinted = फिर प्रिंट
trail-queue-stepped = टोकन बुलाया या पूरा
trail-lab-ordered = जाँच लिखी
trail-lab-tubed = नमूना फिर लेना है
trail-lab-relabelled = ट्यूब पर नया लेबल
trail-lab-labels = लेबल पहले से छपे
trail-lab-stepped = ट्यूब आगे बढ़ी
trail-lab-resulted = नतीजे लिखे
trail-lab-verified = नतीजे जारी
trail-lab-file = मशीन की फ़ाइल पढ़ी
trail-lab-called = गंभीर नतीजा बताया
trail-lab-told = रिपोर्ट छपी या दी गई
trail-index-opened = मरीज़ सूची खोली
trail-index-closed = मरीज़ सूची बंद की
trail-patient-merged = दूसरे रिकॉर्ड से जोड़ा गया
trail-patient-unmerged = जोड़ हटाया गया
trail-fork-settled = एक पते की दो प्रविष्टियों में से एक चुनी गई
trail-bundle-made = बंडल में भेजा गया
trail-bundle-taken = बंडल लिया गया
trail-block-issued = काउंटर को नंबर दिए गए
trail-block-revoked = काउंटर के नंबर बंद किए गए
trail-hub-named = हब बताया या हटाया गया
trail-export-made = सौंपा गया

list-paper-admission-slip = भर्ती पर्ची
list-paper-face-sheet = मुख पत्र
list-paper-wristband = कलाई पट्टी
list-paper-transfer-slip = स्थानांतरण पर्ची
list-paper-discharge-slip = छुट्टी पर्ची
list-paper-arrival-slip = आपातकालीन पर्ची
list-paper-sheet = प्रपत्र
