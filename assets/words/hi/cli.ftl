### कमांड लाइन के उत्तर, रिकॉर्ड की जाँच में जो निकले, और अधिकारों व नंबर शृंखलाओं के नाम।

## पैक
cli-pack-good = { $site } का पैक: { $departments } विभाग, { $clinics } क्लिनिक, { $doctors } डॉक्टर, { $wards } वार्ड, { $beds } बेड, { $tests } लैब जाँचें, { $users } लोग, { $counters } काउंटर। कोई ग़लती नहीं।
cli-pack-faults = ग़लतियाँ: { $n }। इन्हें ठीक करें और फिर जाँचें।
cli-pack-sealed = पैक सील हो गया: { $path }। इसे काउंटरों पर ले जाएँ।
cli-pack-passwords = पहले पासवर्ड: { $path }। हर व्यक्ति को उसका पासवर्ड बंद लिफ़ाफ़े में दें, फिर यह फ़ाइल नष्ट कर दें।
cli-site-key-made = साइट कुंजी बनी: { $path }। इसे, इसके पास वाली .secrets फ़ाइल और पासवर्ड को तिजोरी में रखें; अगले पैक के लिए तीनों चाहिए।
cli-pack-key = हस्ताक्षर सही है। साइट की कुंजी: { $mark }। इसे फ़ोन पर कंट्रोल रूम से मिला लें।

## काउंटर
cli-counter-open = काउंटर { $counter } खुल गया है।
cli-recovery-key = रिकवरी कुंजी, केवल अभी दिखेगी: { $key }। इसे लिख लें और अस्पताल की तिजोरी में रखें।
cli-pack-taken = अब पैक का संस्करण { $version } चल रहा है।
cli-password-changed = पासवर्ड बदल गया।
cli-recovered = { $person } का नया पासवर्ड लग गया है।
cli-status = काउंटर { $counter }। मरीज़: { $patients }। आज की विज़िट: { $today }। शेष नंबर: { $left }। सौंपना बाकी: { $open }। छपनी बाकी पर्चियाँ: { $waiting }। जो नहीं छपीं: { $failed }।
cli-status-low = केवल { $left } नंबर शेष हैं। समय रहते अगला अक्षर शुरू करें।
cli-status-clock = इस पीसी की घड़ी पीछे की गई है। इसकी तारीख और समय ठीक करें।

## ओपीडी
cli-amended = { $number } में सुधार हो गया। पहले का विवरण जर्नल में बना रहेगा।
cli-voided = { $number } रद्द हुआ। वह रजिस्टर में “रद्द” लिखकर बना रहेगा।
cli-moved = { $number } अब टोकन { $token } के साथ { $clinic } जाएगा।
cli-queue = { $clinic }: प्रतीक्षा में { $waiting }, हो गए { $done }, अभी बुलाया: { $now }
cli-token = टोकन { $token }, विज़िट { $number }, कमरा { $room }
cli-nobody-waits = वहाँ कोई प्रतीक्षा में नहीं है।
cli-nothing-found = कोई नहीं मिला। कम अक्षर, मोबाइल या दूसरी लिपि आज़माएँ।
cli-slip-written = फ़ाइल लिखी गई: { $path }

## सौंपना, जाँच, डेमो
cli-exported = { $patients } मरीज़, { $visits } विज़िट और { $orders } लैब ऑर्डर { $path } में हैं।
cli-verify-good = सभी { $n } प्रविष्टियाँ ठीक हैं: कड़ी, हस्ताक्षर, तालिकाएँ, नंबर।
cli-verify-bad = गड़बड़ियाँ: { $n }। कुछ नहीं बदला गया। कंट्रोल रूम को बताएँ; पंजीकरण करते रहें।
cli-demo-made = { $n } मरीज़ों और वार्ड, आपातकाल व रजिस्टरों के { $forms } प्रपत्रों वाला डेमो अस्पताल: { $path }। इसे देखें: nirantar --data { $path }/counter (लॉगिन { $login }, पासवर्ड { $path }/password में)।

## रिकॉर्ड की जाँच में जो निकले
finding-address = प्रविष्टि { $entry } अपने नंबर वाली जगह पर नहीं है।
finding-key = प्रविष्टि { $entry }: जिस काउंटर ने लिखी, उसकी कुंजी पैक में नहीं है।
finding-signature = प्रविष्टि { $entry }: हस्ताक्षर मेल नहीं खाता; सहेजने के बाद इसे बदला गया है।
finding-site = प्रविष्टि { $entry } किसी दूसरे अस्पताल की है।
finding-missing = { $entry } से पहले की प्रविष्टियाँ नहीं हैं; उससे पहले की अंतिम मौजूद प्रविष्टि का क्रमांक { $after } है।
finding-chain = प्रविष्टि { $entry } अपने से पहले वाली से नहीं जुड़ती; दोनों में से कोई एक बदली गई है।
finding-first = प्रविष्टि { $entry } सबसे पहली है, पर उसमें काउंटर खोला नहीं गया है।
finding-rows = तालिका { $table } जर्नल से मेल नहीं खाती: { $more } पंक्तियाँ ज़्यादा, { $fewer } कम।
finding-number = प्रविष्टि { $entry } का नंबर { $number } उस काउंटर का नहीं है जिसने उसे दिया।
finding-twice = नंबर { $number } दो बार दिया गया है।
finding-gap = शृंखला { $series } में ये नंबर नहीं हैं: { $missing }

## कौन क्या कर सकता है
right-register-opd = ओपीडी मरीज़ों का पंजीकरण
right-find = मरीज़ और विज़िट खोजना
right-amend-patient = मरीज़ का विवरण सुधारना
right-void-visit = विज़िट या पंजीकरण रद्द करना
right-change-department = विज़िट दूसरे क्लिनिक भेजना
right-reprint = पर्ची दोबारा प्रिंट करना
right-run-queue = टोकन बुलाना
right-exempt-fee = देय शुल्क न लेना
right-day-register = दिन का रजिस्टर देखना और प्रिंट करना
right-print-queue = प्रिंट कतार सँभालना
right-export = रिकॉर्ड सौंपना
right-verify = रिकॉर्ड जाँचना
right-set-up = काउंटर तैयार करना और नया पैक लेना
right-read-trail = किसने क्या किया, यह देखना
right-open-index = मरीज़ सूची खोलना और बंद करना
right-carry-records = बंडल बनाना और लेना, पर्चियाँ पढ़कर लेना
right-merge-patients = मरीज़ों के रिकॉर्ड जोड़ना, टकराव सुलझाना
right-issue-numbers = नंबर देना
right-see-hospital = सभी काउंटर देखना
right-match-patients = रोगियों का मरीज़ सूची से मिलान करना
right-hand-over = रिकॉर्ड सौंपना
right-close-hand-over = सौंपना पूरा करना

## नंबर शृंखलाएँ
series-patient = मरीज़ नंबर
series-visit = विज़िट नंबर
series-receipt = रसीद नंबर
right-run-ward = मरीज़ भर्ती करना, स्थानांतरित करना, छुट्टी देना
right-take-arrivals = आपातकालीन मरीज़ दर्ज करना
right-keep-registers = एमएलसी, जन्म और मृत्यु अभिलेख लिखना
right-read-registers = रजिस्टर देखना
right-indent = माँग पत्र भेजना
right-cancel-step = भर्ती या अभिलेख का कोई चरण वापस लेना

# Wards, emergency, registers
cli-form-saved = { $form }: { $number } { $name }
cli-census-fault = पंक्ति { $line }, स्तंभ { $column }: { $sentence }
cli-census-taken = गणना: { $taken } दर्ज, { $known } पहले से थे, { $faults } सुधारने हैं।
cli-board-ward = { $ward }: { $beds } में से { $taken } भरे, { $free } खाली, { $conflicts } टकराव
cli-board-unplaced = बिना बिस्तर
cli-due = { $what }: { $number } { $name }, { $due } तक
cli-due-over = समय बीत गया। { $what }: { $number } { $name }, { $due } तक होना था
cli-gaps-series = { $series }: { $first } से { $last }, { $count } दिए, छूटे { $missing }
book-number = संख्या
book-when = कब
book-patient = मरीज़
book-outcome = परिणाम
book-discharged = छुट्टी
book-notes = की गई कार्रवाई
book-cancelled = रद्द
book-title-stay = भर्ती रजिस्टर
book-title-arrival = आपातकालीन रजिस्टर
book-title-mlc = चिकित्सा-विधिक रजिस्टर
book-title-birth = जन्म रजिस्टर
book-title-stillbirth = मृत-जन्म रजिस्टर
book-title-death = मृत्यु रजिस्टर
book-title-cause = मृत्यु के कारणों की रजिस्टर
book-title-indent = माँग पत्र रजिस्टर
book-title-discharge = छुट्टी रजिस्टर

## दो व्यक्तियों की तुलना।
# $score सौ में से अंक है, $why कारण हैं, बीच में अल्पविराम।
cli-names-same = एक ही व्यक्ति: 100 में से { $score }। { $why }
cli-names-likely = शायद एक ही व्यक्ति: 100 में से { $score }। { $why }
cli-names-unlikely = एक ही व्यक्ति होना मुश्किल: 100 में से { $score }। { $why }
cli-names-nothing = तुलना के लिए कुछ नहीं
bundles-sent-none = इस काउंटर से अभी कोई बंडल नहीं गया।
bundle-sent = { $at } → { $to }: { $entries } प्रविष्टियाँ, { $receipt }
bundle-receipt = { $by } को मिला, { $at }
bundle-no-receipt = रसीद अभी नहीं आई
bundle-nothing-new = { $to } के पिछले बंडल के बाद कुछ नया नहीं।
bundle-made = { $to } के लिए बंडल: { $path }, { $entries } प्रविष्टियाँ, पहचान { $mark }।
bundle-sheet = रसीद का पन्ना: { $path }।
bundle-from = { $path }: { $from } से, बना { $made }।
bundle-lacks = इससे पहले वाला बंडल नहीं आया: { $run } यहाँ नहीं हैं। इस बंडल में जो है वह फिर भी लिया जाता है।
bundle-taken = लिया गया: { $new } नई, { $known } पहले से। रसीद: प्रविष्टि { $receipt }।
bundle-fault-frame = फ़ाइल का एक हिस्सा ख़राब है: प्रविष्टि { $first } से { $last } इससे नहीं पढ़ी जा सकतीं।
bundle-fault-cut = फ़ाइल बीच में ख़त्म हो जाती है; उससे पहले का सब सही है।
bundle-fault-end = फ़ाइल का अंत बाकी से मेल नहीं खाता; हर प्रविष्टि अलग से जाँची गई।
bundle-fault-large = फ़ाइल में एक बंडल की सीमा से ज़्यादा है; बाकी नहीं पढ़ा गया।
plan-line = { $installation }: { $new } नई, { $known } पहले से ({ $first }–{ $last })।
plan-missing = { $installation }: अब भी नहीं आईं: { $missing }।
plan-fork = { $entry }: इसी पते पर दूसरा रिकॉर्ड है। दोनों रखे गए; “conflict list” देखें।
plan-refused = { $n } नहीं ली गईं। { $why }
plan-ahead = { $n } प्रविष्टियाँ इसी काउंटर की हैं और यह उन्हें नहीं जानता: यहाँ पुरानी प्रति लगाई गई है। नया अक्षर शुरू करें।
merge-done = { $with } को { $keep } से जोड़ा गया (प्रविष्टि { $entry })। दोनों नंबर बने रहेंगे।
unmerge-done = { $keep } और { $with } फिर दो मरीज़ हैं (प्रविष्टि { $entry })।
evidence-side = { $number } { $name }: विज़िट { $visits }, भर्ती और रिकॉर्ड { $cases }।
evidence-score = एक ही व्यक्ति होने की संभावना { $score } %: { $why }
conflict-none = कोई टकराव नहीं।
conflict-fork = एक पते पर दो रिकॉर्ड
conflict-patient = मरीज़ दो काउंटरों पर बदला गया
conflict-bed = एक बिस्तर पर दो मरीज़
conflict-tube = एक ट्यूब, दो ऑर्डर
conflict-step = जो क़दम मेल नहीं खाता
conflict-settled = सुलझाया गया (प्रविष्टि { $entry })।
root-is = { $run }: मूल { $root }
root-whole = सब प्रविष्टियाँ यहाँ हैं और मूल मेल खाता है।
root-missing = कुछ प्रविष्टियाँ अभी नहीं आईं।
root-different = यहाँ की प्रविष्टियों का मूल अलग है।
root-none = पन्ने पर मूल नहीं है।
block-said = लिख दिया गया (प्रविष्टि { $entry }); काउंटर को बंडल, हब या स्कैन से पता चलेगा।
counter-line = { $installation }: { $entries } प्रविष्टियाँ, आख़िरी { $seen }, { $left } नंबर बाकी।
hospital-line = आज { $today } पंजीकरण, { $waiting } प्रतीक्षा में, { $beds } में से { $taken } बिस्तर भरे, { $tubes } ट्यूब रास्ते में, { $conflicts } टकराव।
