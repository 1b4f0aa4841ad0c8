### The hand-over: matching, records going home, their receipts.

### Shared: kinds, roads, steps, states
record-kind-identity = मरीज़
record-kind-merge = मिलाए गए मरीज़
record-kind-visit = ओपीडी विज़िट
record-kind-arrival = आपातकाल में आगमन
record-kind-stay = भर्तियाँ
record-kind-order = जाँच के ऑर्डर
record-kind-result = जाँच के परिणाम
record-kind-birth = जन्म
record-kind-stillbirth = मृत जन्म
record-kind-death = मृत्यु
record-kind-cause = मृत्यु के कारण
record-kind-mlc = एमएलसी
record-kind-indent = इंडेंट
road-fhir = FHIR R4
road-hl7 = HL7 v2.5.1
road-csv = CSV
road-xlsx = XLSX
road-typing = टाइप करना
stage-identities = नए लोग
stage-links = जाने हुए लोग, मिलाए गए
stage-over = पूरी हो चुकी विज़िट और भर्तियाँ
stage-here = अभी यहाँ के मरीज़
stage-orders = जाँच के ऑर्डर
stage-results = जाँच के परिणाम
stage-registers = रजिस्टर और इंडेंट
linking-doubtful = तय करना है
linking-proposed = दूसरे व्यक्ति की प्रतीक्षा
linking-linked = वहाँ पहले से है
linking-new = वहाँ नया
linking-open = वापस लिया गया, खुला
hand-phase-made = बैच में
hand-phase-sent = भेजा गया
hand-phase-received = मिल गया
hand-phase-refused = अस्वीकार
hand-phase-contradicted = दो नंबर
hand-phase-excepted = अपवाद

answer-several = इस नंबर के कई रिकॉर्ड हैं: पंक्ति में लिखा होना चाहिए कि किस प्रकार का है।
answer-again = यही उत्तर दूसरी पंक्ति में पहले से है।
answer-contradicts = दो पंक्तियाँ इस रिकॉर्ड के बारे में अलग-अलग बात कहती हैं: कोई नहीं ली गई।
answer-kind = इस प्रकार का कोई रिकॉर्ड नहीं है।

trail-match-passed = मरीज़ सूची से मिलान
trail-match-decided = व्यक्ति ने तय किया कि वहाँ यह मरीज़ कौन है
trail-match-seconded = दूसरे व्यक्ति ने जोड़ देखा
trail-match-undone = जोड़ वापस लिया गया
trail-match-apart = दूसरा व्यक्ति बताया गया
trail-handover-made = बैच में रखा गया
trail-handover-sent = बैच भेजा गया
trail-handover-answered = केंद्रीय सिस्टम ने उत्तर दिया
trail-handover-excepted = नहीं जाएगा: अपवाद
trail-handover-readmitted = अब जाएगा
trail-handover-settled = केंद्रीय नंबर तय किया गया
trail-handover-certified = सौंपने का प्रमाणपत्र बना
trail-counter-archived = काउंटर संग्रहित

### Command line and problems
cli-match-done = जुड़े: { $sure }। तय करने हैं: { $doubtful }। नए: { $new }। अपने मिलाए गए: { $merged }; देखने हैं: { $pairs } जोड़े।
cli-match-unread = सूची के { $n } लोग नहीं पढ़े जा सके, क्योंकि पन्ने ख़राब हैं: जो उनमें हो सकते हैं, उन्हें व्यक्ति देखेगा।
cli-review-written = लिख लिया गया।
cli-review-none = इस सूची में कोई नहीं है।
cli-handover-written = लिख लिया गया।
cli-handover-check = { $kind }: { $saved } सहेजे · { $leaves } जा सकते हैं · { $aside } अलग रखे · { $received } मिल गए · { $rest } अन्य
cli-handover-made = { $batches } बैच में { $n } रिकॉर्ड: { $path }
cli-handover-nothing = ऐसा कुछ नहीं जो जा सके और गया न हो।
cli-handover-aside = { $n } रिकॉर्ड अलग रखे गए: `nirantar handover list aside` बताता है कि क्या ठीक करना है।
cli-handover-sent = मिल गए: { $received }। अस्वीकार: { $refused }। रोके गए: { $held }। उत्तर नहीं आया: { $left }।
cli-handover-kind = { $kind }: { $saved } सहेजे · { $void } वापस लिए · { $aside } अलग रखे · { $made } बैच में · { $sent } भेजे · { $received } मिल गए · { $refused } अस्वीकार · { $excepted } अपवाद · { $open } बाकी
cli-handover-total = सहेजे: { $saved }। मिल गए: { $received }। कारण सहित: { $explained }। बाकी: { $open }।
cli-handover-stale = पिछली जाँच के बाद कुछ सहेजा गया है: `nirantar handover check` फिर गिनता है।
cli-handover-none = इस सूची में कुछ नहीं है।
cli-answers = { $source }: { $received } रसीदें, { $refused } अस्वीकार, { $strays } पंक्तियाँ नहीं ली गईं
cli-answers-taken = ले लिया गया।
cli-typing-begun = टाइप करने के लिए { $n } रिकॉर्ड।
cli-typing-none = टाइप करने को कुछ नहीं बचा।
cli-typing-pace = बाकी: { $left }। टाइप किए: { $typed }। प्रति रिकॉर्ड सेकंड: { $secs }।

problem-match-uhid = “{ $uhid }” वैसा नंबर नहीं है जैसा केंद्रीय सिस्टम देता है।
    .safe = कुछ नहीं बदला गया।
    .act = UHID वैसे ही लिखें जैसे कार्ड या सूची में है।
problem-match-nobody = मरीज़ सूची में UHID { $uhid } का कोई नहीं है।
    .safe = कुछ नहीं बदला गया।
    .act = नंबर फिर देखें, या नई सूची खोलें।
problem-match-second = इस मरीज़ का कोई जोड़ दूसरे व्यक्ति की प्रतीक्षा में नहीं है।
    .safe = कुछ नहीं बदला गया।
    .act = मरीज़ को फिर देखें: किसी ने पहले ही तय कर दिया होगा।
problem-match-same-person = यह जोड़ { $person } ने बनाया है, वे दूसरे व्यक्ति नहीं हो सकते।
    .safe = कुछ नहीं बदला गया।
    .act = किसी सहकर्मी से साइन इन करके देखने को कहें।
problem-match-none = इस मरीज़ के जोड़ के बारे में कुछ नहीं कहा गया।
    .safe = कुछ नहीं बदला गया।
    .act = पहले मिलान चलाएँ।
problem-handover-received = यह रिकॉर्ड केंद्रीय सिस्टम के पास पहले से है।
    .safe = इसकी रसीद बनी रहती है।
    .act = कुछ नहीं करना है।
problem-handover-excepted = यह रिकॉर्ड पहले से अपवाद है।
    .safe = कुछ नहीं बदला गया।
    .act = अगर इसे जाना है, तो अपवाद हटाएँ।
problem-handover-not-excepted = यह रिकॉर्ड अपवाद नहीं है।
    .safe = कुछ नहीं बदला गया।
    .act = अपवादों की सूची फिर देखें।
problem-handover-no-contradiction = केंद्रीय सिस्टम ने इस रिकॉर्ड के लिए कई नंबरों में { $central } नहीं दिया।
    .safe = कुछ नहीं बदला गया।
    .act = दिए गए नंबरों में से एक चुनें।
problem-handover-no-batch = बैच { $batch } नहीं है।
    .safe = कुछ नहीं बदला गया।
    .act = बैचों की सूची देखें: `nirantar handover batches`।
problem-handover-file = फ़ाइल { $path } वैसी नहीं है जैसी बैच बनाते समय थी।
    .safe = सभी रिकॉर्ड इस काउंटर पर सुरक्षित हैं; इस फ़ाइल का कुछ नहीं भेजा गया।
    .act = बैच फिर बनाएँ।
problem-send-nowhere = भेजने के लिए कोई सर्वर नहीं बताया गया।
    .safe = सभी रिकॉर्ड इस काउंटर पर सुरक्षित हैं।
    .act = --fhir या --hl7 से, या पैक के [handover] में बताएँ।
problem-typing-not = यह रिकॉर्ड टाइप होने की प्रतीक्षा में नहीं है।
    .safe = कुछ नहीं बदला गया।
    .act = अगला रिकॉर्ड माँगें।
problem-typing-uhid = “{ $uhid }” वैसा नंबर नहीं है जैसा केंद्रीय सिस्टम देता है।
    .safe = रिकॉर्ड अब भी प्रतीक्षा में है; कुछ नहीं बदला गया।
    .act = केंद्रीय स्क्रीन पर दिखा UHID स्कैन करें या लिखें।

### Proof
fix-match-first = अभी किसी ने नहीं बताया कि यह मरीज़ केंद्रीय सिस्टम में है या नहीं।
fix-doubtful = मिलान पक्का नहीं था कि यह कौन है: किसी व्यक्ति को तय करना है।
fix-second-person = एक व्यक्ति ने सीमा से नीचे जोड़ा है: दूसरे व्यक्ति को सहमत या असहमत होना है।
fix-conflict = दो काउंटरों ने एक-दूसरे से अनजान यह मरीज़ बदला: बताएँ कौन-से विवरण मान्य हैं।
fix-misfit = दो काउंटरों के चरण आपस में मेल नहीं खाते: बताएँ कौन-सा मान्य है।
fix-two-corrections = इस रिकॉर्ड के दो सुधार एक-दूसरे से अनजान थे: एक बार और सुधारें।
fix-missing = केंद्रीय सिस्टम को फ़ील्ड “{ $about }” चाहिए, और वह खाली है।
fix-waits-for = यह ऐसे रिकॉर्ड पर टिका है जो अभी नहीं जा सकता: { $about }।
fix-unwritable = इस रास्ते के लिए यह लिखा नहीं जा सकता: { $about }
fix-where-match = सबका मिलान (हस्तांतरण, चरण 1)
fix-where-review = मिलान की समीक्षा
fix-where-conflicts = टकराव
fix-where-first = ऊपर लिखा रिकॉर्ड; फिर यह अपने आप जाएगा
fix-where-support = यह काग़ज़ लेकर नियंत्रण कक्ष को बताएँ
fix-where-patient = मरीज़ की फ़ाइल, विवरण बदलें
fix-where-visit = मरीज़ की फ़ाइल, विज़िट
fix-where-case = वार्ड या आपातकाल, भर्ती
fix-where-lab = प्रयोगशाला, जाँच का आदेश
fix-where-register = रजिस्टर, रिकॉर्ड सुधारें
proof-no-department = कोई विभाग नहीं
proof-complete = पूर्ण
proof-partial = आंशिक
proof-taken-back = { $n ->
    [one] अपवादों में से { $shown } रिकॉर्ड जाने से पहले यहीं वापस लिया गया।
   *[other] अपवादों में से { $shown } रिकॉर्ड जाने से पहले यहीं वापस लिए गए।
}
proof-differing = { $n ->
    [0] दोनों पक्षों की गिनती एक है।
    [one] { $shown } पंक्ति अलग है।
   *[other] { $shown } पंक्तियाँ अलग हैं।
}
control-row = पंक्ति पढ़ी नहीं जा सकती
control-day = दिन नहीं है: 2022-11-24 जैसा लिखें
control-kind = रिकॉर्ड का प्रकार नहीं है: identity, merge, visit, arrival, stay, order, result, birth, stillbirth, death, cause, mlc, indent
control-count = गिनती नहीं है: पूर्ण संख्या लिखें
control-twice = यही दिन, काउंटर, विभाग और प्रकार ऊपर की पंक्ति में है
control-many = पंक्तियाँ पढ़ने की सीमा से अधिक हैं; बाकी छोड़ दी गईं
cli-certificate = { $id } · { $at } · { $officers } · { $stands }: सहेजे { $saved }, पावती { $received }, अपवाद { $excepted }, खुले { $open }
cli-series = { $series } नंबर-शृंखलाएँ, { $missing } नंबर नहीं मिले, इनमें { $explained } का कारण ज्ञात
cli-totals = { $path }: { $rows } पंक्तियाँ
cli-difference = { $day } · { $counter } · { $department } · { $kind }: यहाँ पावतियाँ { $ours }, वहाँ गिने { $theirs }
cli-control-stray = पंक्ति { $line }: { $why }
problem-handover-unchecked = हस्तांतरण के लिए रिकॉर्ड अभी जाँचे नहीं गए।
    .safe = सब रिकॉर्ड सुरक्षित हैं।
    .act = पहले जाँच करें: जाँच बताती है कि क्या सुधारना है।
problem-control-large = गिनतियों की फ़ाइल 64 MB से बड़ी है।
    .safe = कुछ नहीं बदला।
    .act = केंद्रीय टीम से गिनतियों की फ़ाइल माँगें, रिकॉर्डों की नहीं।
problem-control-columns = फ़ाइल की पहली पंक्ति में day, counter, department, kind, count स्तंभों के नाम नहीं हैं।
    .safe = कुछ नहीं बदला।
    .act = ये पाँच नाम उसकी पहली पंक्ति में लिखें।
