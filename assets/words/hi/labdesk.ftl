## प्रयोगशाला: डेस्क के वाक्य

problem-tube-shape = { $tube } किसी ट्यूब का नंबर नहीं है। ट्यूब के नंबर में दस अंक होते हैं।
    .safe = कुछ नहीं बदला।
    .act = लेबल स्कैन करें, या उसके दस अंक लिखें।
problem-tube-check = { $tube } का एक अंक ग़लत है: अंतिम अंक मेल नहीं खाता।
    .safe = कुछ नहीं बदला।
    .act = लेबल स्कैन करें, या दसों अंक फिर पढ़ें।
problem-tube-mode = ट्यूब { $tube } इस घटना की नहीं है: नंबर अभ्यास का, डेमो का, या अभ्यास में असली घटना का है।
    .safe = कुछ नहीं बदला।
    .act = ट्यूब अलग रखें और पर्यवेक्षक को बताएँ।
problem-tube-unknown = ट्यूब { $tube } इस काउंटर पर दर्ज नहीं है।
    .safe = कुछ नहीं बदला।
    .act = पहले उसके जाँच अनुरोध का कोड स्कैन करें; न हो तो पूछें कि नमूना कहाँ लिया गया।
problem-tube-claimed = ट्यूब { $tube } दो ऑर्डर में है: यह दूसरे मरीज़ की हो सकती है।
    .safe = कुछ नहीं बदला, और इसका कोई परिणाम जारी नहीं हो सकता।
    .act = ट्यूब अस्वीकार करें और दोनों मरीज़ों का नमूना दोबारा लें।
problem-tube-twice = ट्यूब { $tube } दो बार लिखी गई।
    .safe = कुछ नहीं बदला।
    .act = हर ट्यूब एक बार लिखें।
problem-tube-again = ट्यूब { $tube } पहले से वहीं है: { $since } से, { $by } ने स्कैन की।
    .safe = कुछ नहीं बदला।
    .act = अगली ट्यूब लें।
problem-tube-back = ट्यूब { $tube } आगे जा चुकी है: { $since } से, { $by } के पास।
    .safe = कुछ नहीं बदला।
    .act = ट्यूब देखें; पिछला क़दम ग़लत था तो उसे वापस लें।
problem-tube-gone = ट्यूब { $tube } को { $by } ने { $since } को अस्वीकार या नष्ट किया।
    .safe = कुछ नहीं बदला; इससे कोई परिणाम नहीं आ सकता।
    .act = नमूना दोबारा लें और नई ट्यूब स्कैन करें।
problem-tube-open = ट्यूब { $tube } की रिपोर्ट अभी नहीं निकली है।
    .safe = कुछ नहीं बदला।
    .act = पहले परिणाम जारी करके रिपोर्ट छापें, या कारण देकर ट्यूब अस्वीकार करें।
problem-tube-released = ट्यूब { $tube } के परिणाम जारी हो चुके हैं।
    .safe = कुछ नहीं बदला।
    .act = इसके बजाय कारण देकर परिणाम में संशोधन करें।
problem-tube-not-rejected = ट्यूब { $tube } की जगह दूसरी नहीं चाहिए: वह अस्वीकार नहीं हुई, या नमूना दोबारा लिया जा चुका है।
    .safe = कुछ नहीं बदला।
    .act = ट्यूब स्कैन करके देखें।
problem-order-cancelled = ऑर्डर { $number } वापस लिया जा चुका है।
    .safe = कुछ नहीं बदला।
    .act = जाँचें चाहिए तो नया ऑर्डर लिखें।
problem-labels-end = इस काउंटर की सीमा में केवल { $left } लेबल बचे हैं।
    .safe = कुछ नहीं बदला।
    .act = कम छापें, या दूसरे काउंटर पर छापें।
problem-tube-letter = काउंटर { $counter } अक्षर { $letter } पर है; ट्यूबों के नंबर केवल A से J तक के अक्षरों पर बनते हैं।
    .safe = सारे रिकॉर्ड सुरक्षित हैं; इसमें से कुछ सहेजा नहीं गया।
    .act = जाँचों का ऑर्डर दूसरे काउंटर पर लिखें, और कंट्रोल रूम को बताएँ: इस कंप्यूटर को दूसरा काउंटर कोड चाहिए।
problem-verify-own = { $tests } आपने ख़ुद लिखा है। जारी कोई दूसरा करेगा।
    .safe = परिणाम सुरक्षित हैं; कुछ जारी नहीं हुआ।
    .act = दूसरे सत्यापक से कहें।
problem-verify-uncalled = { $tests } गंभीर है, और अभी किसी ने दोहरा कर नहीं सुना।
    .safe = परिणाम सुरक्षित हैं; कुछ जारी नहीं हुआ।
    .act = वार्ड या डॉक्टर को कॉल करें और कॉल दर्ज करें।
problem-verify-nothing = यहाँ जारी करने को कुछ नहीं है।
    .safe = कुछ नहीं बदला।
    .act = देखें किन जाँचों का मान अभी नहीं है।
problem-verify-second = { $test } एक ही बार, या दो बार अलग लिखा गया। दो बार एक-सा होना चाहिए।
    .safe = लिखा हुआ सुरक्षित है; कुछ जारी नहीं हुआ।
    .act = पहला मान देखे बिना { $test } एक बार और लिखें।
problem-verify-inputs = बचे हुए मान उन मानों से निकाले गए हैं जो जारी नहीं हुए या बाद में बदले।
    .safe = परिणाम सुरक्षित हैं; कुछ जारी नहीं हुआ।
    .act = नापे गए मान साथ में जारी करें, या फिर लिखें।
problem-verify-judged = { $tests } किसी दूसरी आयु या लिंग की सीमा से जाँचा गया: मरीज़ का विवरण बाद में बदला।
    .safe = परिणाम सुरक्षित हैं; कुछ जारी नहीं हुआ।
    .act = { $tests } फिर लिखवाएँ, तब जारी करें।
problem-identity-doubtful = मरीज़ { $number } कौन है, यह पक्का नहीं है।
    .safe = परिणाम सुरक्षित हैं; कुछ जारी या छपा नहीं।
    .act = पहले मरीज़ की पहचान करें; तब तक गंभीर मान फ़ोन पर बताएँ।
problem-call-nothing = कॉल करने लायक कोई गंभीर मान नहीं है।
    .safe = कुछ नहीं बदला।
    .act = दूसरी कॉल दर्ज करनी हो तो जाँचों के नाम लिखें।
problem-report-nothing = इस ऑर्डर का अभी कुछ जारी नहीं हुआ।
    .safe = कुछ नहीं बदला।
    .act = पहले सत्यापक से परिणाम जारी कराएँ।
problem-panel-unknown = प्रयोगशाला में { $panel } नाम का समूह नहीं है।
    .safe = कुछ नहीं बदला।
    .act = सूची का समूह लिखें, जैसे CBC।
problem-lab-file = { $file } ऐनालाइज़र की पढ़ी जा सकने वाली फ़ाइल नहीं है। { $why }
    .safe = इससे कुछ नहीं लिया गया।
    .act = ऐनालाइज़र से परिणाम ASTM या HL7 में फिर निकालें।
problem-order-results = ऑर्डर { $number } के परिणाम आ चुके हैं।
    .safe = कुछ नहीं बदला।
    .act = इसके बजाय कारण देकर परिणाम में संशोधन करें।

## खाने के पास
fault-lab-tests = इस नाम की कोई जाँच या समूह नहीं: { $tests }। सूची से कोड या नाम लिखें।
fault-lab-labels-count = { $tubes } ट्यूबों के लिए { $labels } लेबल। लेने के क्रम में हर ट्यूब का एक लेबल स्कैन करें।
fault-lab-label-free = { $tube } इस घटना का लेबल नहीं है।
fault-lab-label-kind = { $tube } ट्यूब का अपना नंबर है, पहले से छपा लेबल नहीं।
fault-lab-label-used = लेबल { $tube } किसी दूसरी ट्यूब पर लग चुका है।
fault-lab-one-tube = एक ट्यूब लिखें।
fault-lab-not-asked = इस ट्यूब पर { $test } नहीं माँगा गया।
fault-lab-amend-reason = { $test } जारी हो चुका है। संशोधन का कारण लिखें।
fault-lab-same = { $test } इसी मान के साथ जारी है।
fault-lab-no-values = अभी कोई मान नहीं है। कम से कम एक लिखें।

## नियम जिनसे छूट चाहिए
lab-rule-urgent-only = अभी केवल तात्कालिक जाँचें ली जाती हैं। तात्कालिक नहीं: { $tests }। कारण लिखें कि क्यों रुक नहीं सकती, या हटाएँ।
lab-rule-capacity = { $panel }: आज के { $capacity } में से { $taken } ऑर्डर हो चुके। कारण लिखें कि यह क्यों रुक नहीं सकता।

## ध्यान दें
lab-warning-capacity = { $panel }: आज के { $capacity } में से { $taken } ऑर्डर हो चुके।
lab-warning-duplicate = { $at } को { $number } में पहले ही माँगी गई: { $tests }।
lab-warning-old = ट्यूब { $tube } { $age } घंटे पुरानी है; { $test } { $hours } घंटे टिकता है। सीरम अलग नहीं हुआ तो नमूना दोबारा लें।
lab-warning-second = { $test } गंभीर है। बिना देखे फिर लिखें।
lab-warning-mismatch = { $test } अलग-अलग लिखा गया। जब तक दो एक-से न हों, फिर लिखें।
lab-warning-critical = { $test } { $value } गंभीर है। कॉल करें और मान दोहरवाएँ।
lab-warning-delta = { $test } { $value }: { $at } को { $before } था।

## ऐनालाइज़र की फ़ाइल की पंक्तियाँ
lab-file-taken = लिया
lab-file-known = पहले से है
lab-file-accession = इस पंक्ति में हमारा ट्यूब नंबर नहीं है।
lab-file-unknown = ट्यूब { $tube } यहाँ दर्ज नहीं है।
lab-file-claimed = ट्यूब { $tube } दो ऑर्डर में है।
lab-file-mode = ट्यूब { $tube } इस घटना की नहीं है।
lab-file-gone = ट्यूब { $tube } अस्वीकार या नष्ट हो चुकी है।
lab-file-test = सूची में { $test } जाँच नहीं है।
lab-file-status = ऐनालाइज़र ने { $status } लिखा है: अंतिम मान नहीं।

## ट्यूब कहाँ है
place-labelled = नमूना नहीं लिया
place-collected = नमूना लिया
place-on-the-way = रास्ते में
place-received = प्राप्त
place-bench = जाँच पर
place-resulted = सत्यापन बाक़ी
place-verified = सत्यापित
place-reported = रिपोर्ट छपी
place-handed = सौंपी गई
place-rejected = अस्वीकार
place-discarded = नष्ट
place-cancelled = वापस लिया

## परिणाम कहाँ तक
result-recollect = दोबारा नमूना
result-awaited = प्रतीक्षा
result-second = फिर लिखें
result-mismatch = अलग लिखा गया
result-entered = सत्यापन बाक़ी
result-verified = सत्यापित

step-ordered = जाँच माँगी
step-collected = नमूना लिया
step-sent = रास्ते में
step-received = प्राप्त
step-benched = जाँच पर
step-rejected = अस्वीकार
step-discarded = नष्ट किया
step-recollected = दोबारा नमूना लिया
step-relabelled = नया लेबल
step-resulted = परिणाम लिखे
step-verified = जारी किया
step-called = गंभीर मान बताया
step-reported = रिपोर्ट छपी
step-handed = सौंपी

right-order-tests = जाँच लिखना
right-override-lab = ग़ैर-तात्कालिक या क्षमता से अधिक जाँच लिखना
right-handle-tubes = ट्यूब कहाँ है, यह दर्ज करना
right-enter-results = परिणाम लिखना
right-verify-results = परिणाम जारी करना
right-read-results = परिणाम पढ़ना
right-read-restricted = गोपनीय परिणाम पढ़ना

list-paper-requisition = जाँच अनुरोध
list-paper-tube-labels = ट्यूब लेबल
list-paper-lab-report = लैब रिपोर्ट
list-paper-restricted-report = गोपनीय रिपोर्ट
list-paper-rejection-slip = अस्वीकृति पर्ची

series-requisition = लैब जाँच अनुरोध
series-tube = ट्यूब
series-label = पहले से छपे लेबल

book-title-order = लैब रजिस्टर
book-title-roll = पहले से छपे लेबल
book-tubes = ट्यूब
book-stands = कहाँ

problem-step-stays = यह क़दम वापस नहीं लिया जाता: परिणाम में संशोधन होता है, लेबल दूसरा लगता है।
    .safe = कुछ नहीं बदला।
    .act = कारण देकर परिणाम में संशोधन करें, या ट्यूब पर नया लेबल लगाएँ।

## छूट, जाँच अनुरोध पर
lab-override-urgent-only = तात्कालिक नहीं, फिर भी ली गई
lab-override-capacity = दिन की क्षमता से अधिक

## कमांड लाइन
cli-lab-until = { $test } { $until } तक
cli-lab-critical = गंभीर { $value }, बताया नहीं गया
cli-lab-file = { $taken } लिए, { $known } पहले से थे, { $left } बाक़ी
problem-label-usage = यह नहीं बताया कि कौन-से लेबल।
    .safe = कुछ नहीं बदला।
    .act = मरीज़ से पहले के लेबलों के लिए count=40 दें, या किसी ऑर्डर के लिए tube=NUMBER।
