### वार्ड, आपातकाल और रजिस्टर: कोई काम न हो पाने पर क्या कहा जाता है, खाने के पास क्या लिखा आता है, और छोटे शब्द।

## वार्ड में भर्ती
problem-bed-taken = बिस्तर { $bed } पर { $number } भर्ती है।
    .safe = कुछ नहीं बदला।
    .act = बिस्तर बोर्ड पर खाली बिस्तर चुनें; या वहाँ के मरीज़ की छुट्टी, स्थानांतरण या अदला-बदली करें।
problem-stay-open = यह मरीज़ पहले से भर्ती है: { $number }, { $place }।
    .safe = कुछ नहीं बदला।
    .act = उसी भर्ती में स्थानांतरण या छुट्टी करें। मरीज़ को दोबारा भर्ती न करें।
problem-stay-none = { $number } किसी वार्ड में भर्ती नहीं हुआ।
    .safe = कुछ नहीं बदला।
    .act = पहले मरीज़ को भर्ती करें, या नंबर फिर से देखें।
problem-stay-cancelled = यह भर्ती रद्द की गई थी: { $reason }
    .safe = रिकॉर्ड रखा है; कुछ नहीं बदला।
    .act = मरीज़ यहाँ हो तो फिर से भर्ती करें।
problem-stay-not-admitted = यह मरीज़ अभी भर्ती नहीं हुआ है।
    .safe = कुछ नहीं बदला।
    .act = पहले मरीज़ को भर्ती करें।
problem-stay-admitted = यह मरीज़ पहले ही भर्ती हो चुका है।
    .safe = कुछ नहीं बदला।
    .act = मरीज़ का स्थानांतरण या छुट्टी करें।
problem-stay-discharged = इस मरीज़ की छुट्टी पहले ही हो चुकी है।
    .safe = कुछ नहीं बदला।
    .act = छुट्टी ग़लती से हुई हो तो उसे रद्द करें; नहीं तो मरीज़ को फिर से भर्ती करें।
problem-stay-early = यह समय मरीज़ के पिछले काम से पहले का है।
    .safe = कुछ नहीं बदला।
    .act = अब तक का क्रम देखें और बाद का समय लिखें।
problem-stay-same-place = मरीज़ पहले से इसी बिस्तर पर है।
    .safe = कुछ नहीं बदला।
    .act = दूसरा वार्ड या बिस्तर चुनें।
problem-step-none = ऐसा कोई काम नहीं है जो रद्द हो सके।
    .safe = कुछ नहीं बदला।
    .act = अब तक का क्रम देखें: हो सकता है वह पहले ही रद्द हो।
problem-step-not-last = इसके बाद और काम हो चुके हैं।
    .safe = कुछ नहीं बदला।
    .act = पहले सबसे बाद वाला काम रद्द करें, फिर यह।
problem-no-patient = यह नहीं बताया गया कि मरीज़ कौन है।
    .safe = अभी कुछ नहीं सहेजा गया; जो लिखा है वह रहेगा।
    .act = पर्ची या कलाई-पट्टी स्कैन करें, या मरीज़ का नंबर लिखें।

## आपातकाल
problem-arrival-left = यह मरीज़ आपातकाल से जा चुका है।
    .safe = कुछ नहीं बदला।
    .act = मरीज़ फिर आया हो तो नया आगमन दर्ज करें।
problem-pack-used = यह पैक मरीज़ पर लग चुका है, इसलिए इसकी ज़रूरत पड़ी।
    .safe = कुछ नहीं बदला।
    .act = बताएँ कि मरीज़ कैसे गया: घर, भर्ती, रेफ़र या और कुछ।
problem-known-already = { $number } कौन है, यह पहले से पता है।
    .safe = कुछ नहीं बदला।
    .act = नाम या आयु सुधारनी हो तो मरीज़ की फ़ाइल खोलकर सुधारें।
problem-same-patient = दोनों नंबर एक ही मरीज़ के हैं।
    .safe = कुछ नहीं बदला।
    .act = मरीज़ का पहले वाला नंबर लिखें, या नाम लिखें।

## रजिस्टर
problem-record-there = इस मरीज़ का यह रिकॉर्ड पहले से है: { $number }।
    .safe = कुछ नहीं बदला।
    .act = उसी रिकॉर्ड को सुधारें; या उसे रद्द करके नया लिखें।
problem-record-cancelled = यह रिकॉर्ड रद्द हो चुका है।
    .safe = रजिस्टर में वह कटा हुआ दिखता है; कुछ नहीं बदला।
    .act = ज़रूरत हो तो नया रिकॉर्ड लिखें।
problem-no-record = { $number } किसी रजिस्टर का नंबर नहीं है।
    .safe = कुछ नहीं बदला।
    .act = रिकॉर्ड का नंबर वैसे ही लिखें जैसा प्रपत्र पर है, जैसे एमएलसी नंबर।
problem-note-register = यह काम दूसरे रजिस्टर का है।
    .safe = कुछ नहीं बदला।
    .act = एमएलसी की सूचना पुलिस को दें; जन्म और मृत्यु रजिस्ट्रार को सौंपें; माँग पत्र पर सामान दें।
problem-indent-closed = यह माँग पत्र बंद है: सामान दिया जा चुका या मना हो चुका।
    .safe = कुछ नहीं बदला।
    .act = और चाहिए तो नया माँग पत्र लिखें।
problem-register-span = रजिस्टर एक बार में अधिक से अधिक { $max } दिन का दिखता है।
    .safe = कुछ नहीं बदला।
    .act = पास-पास की तारीखें चुनें।

## शुरुआती गणना
problem-census-large = गणना के लिए यह फ़ाइल बहुत बड़ी है: { $max } से ज़्यादा।
    .safe = कुछ नहीं लिया गया।
    .act = देखें कि सही फ़ाइल है, या उसे दो में बाँटें।
problem-census-utf8 = फ़ाइल की पंक्ति { $line } सादा पाठ (UTF-8) नहीं है।
    .safe = कुछ नहीं लिया गया।
    .act = शीट को CSV UTF-8 में फिर सहेजें, तब लें।
problem-census-heading = फ़ाइल की पहली पंक्ति पढ़ी नहीं जा सकी।
    .safe = कुछ नहीं लिया गया।
    .act = पहली पंक्ति में कॉलम के नाम अल्पविराम से अलग करके लिखें।
problem-census-column = गणना में { $column } नाम का कॉलम नहीं होता।
    .safe = कुछ नहीं लिया गया।
    .act = ये नाम लिखें: { $columns }।
problem-census-column-twice = कॉलम { $column } दो बार है।
    .safe = कुछ नहीं लिया गया।
    .act = दो में से एक रखें।
problem-census-column-missing = कॉलम { $column } नहीं है।
    .safe = कुछ नहीं लिया गया।
    .act = उसे जोड़ें: ward, sex और age ज़रूरी हैं।
fault-census-rows = केवल पहली { $max } पंक्तियाँ ली गईं। बाकी दूसरी फ़ाइल में रखें।
fault-census-quotes = इस पंक्ति में उद्धरण चिह्न बंद नहीं होता। उद्धरण चिह्न हटाकर फिर लिखें।
fault-census-cells = इस पंक्ति में { $have } खाने हैं, शीर्षक में { $want }। हर कॉलम का एक खाना लिखें।
fault-census-bed-twice = बिस्तर { $bed } पंक्ति { $line } में पहले से है। सही बिस्तर लिखें या खाली छोड़ें।

## खाने के पास: क्या ग़लत है, क्या लिखें
fault-item-empty = यह खाली है। इसे भरें।
fault-item-choice = यह सूची में नहीं है। सूची में से एक चुनें।
fault-item-yes = हाँ या नहीं चुनें।
fault-item-date = यह तारीख नहीं है। 24-11-2022 लिखें, या today।
fault-item-moment = यह समय नहीं है। 14:30, 24-11-2022 14:30 या now लिखें।
fault-item-future = यह समय आगे का है; अभी { $now } है। जब हुआ था, वह समय लिखें।
fault-item-count = यह संख्या ठीक नहीं है। { $min } से { $max } तक की संख्या लिखें।
fault-item-number = यह हमारा नंबर नहीं है। पर्ची पर जैसा है वैसा लिखें, या पर्ची स्कैन करें।
fault-item-email = यह ई-मेल पता नहीं है। ऐसे लिखें: name@example.in।
fault-item-department = “{ $value }” नाम का कोई विभाग नहीं है। उसके नाम या कोड के कुछ अक्षर लिखें।
fault-item-ward = “{ $value }” नाम का कोई वार्ड नहीं है। उसके नाम या कोड के कुछ अक्षर लिखें।
fault-item-bed = “{ $value }” नाम का कोई बिस्तर नहीं है। बिस्तर बोर्ड पर जैसा है वैसा लिखें।
fault-item-triage = “{ $value }” नाम की कोई ट्राइएज श्रेणी नहीं है। सूची से चुनें।
fault-bed-ward = बिस्तर { $bed } वार्ड { $ward } में है। इस वार्ड का बिस्तर चुनें, या वार्ड बदलें।
fault-before-admission = मरीज़ { $admitted } पर भर्ती हुआ। उसके बाद का समय लिखें।
fault-discharge-before-admission = मरीज़ { $admitted } पर आया। उसके बाद का समय लिखें।
fault-death-before-admission = मरीज़ { $admitted } पर भर्ती हुआ। मृत्यु का समय उसके बाद का लिखें।
fault-death-before-birth = आयु के अनुसार जन्म { $born } को हुआ। मृत्यु का समय और आयु फिर से देखें।
fault-death-hours = मरीज़ { $admitted } से, यानी { $hours } घंटे भर्ती रहा। मृत्यु का दूसरा विकल्प चुनें।
fault-mlc-made = मरीज़ { $first } पर आया। उसके बाद का समय लिखें।
fault-newborn-older = आयु के अनुसार माता का जन्म { $mother } को हुआ। जन्म का समय और माता की आयु फिर से देखें।
fault-married-age = माता की आयु { $age } वर्ष है। इससे अधिक आयु न लिखें।
fault-still-birth-weeks = { $weeks } सप्ताह पर मृत-जन्म नहीं लिखा जाता: प्रपत्र 3 { $least } सप्ताह से है। सप्ताह फिर से देखें।
fault-cause-gap = यह पंक्ति खाली है, पर नीचे वाली भरी है। कारण (क) से नीचे की ओर लिखें।
fault-cause-two = “{ $text }” में दो रोग हैं। हर पंक्ति में एक लिखें: जिससे हुआ, वह नीचे।
fault-cause-abbreviation = “{ $text }” संक्षेप है। पूरा नाम लिखें।
fault-cause-mode = “{ $text }” मरने का ढंग है, कारण नहीं। जिस रोग या चोट से हुआ, वह लिखें।
fault-cause-lowest = “{ $text }” मूल कारण नहीं हो सकता। इसके नीचे वह रोग या चोट लिखें जिससे यह हुआ।

## बिस्तर देने से पहले क्या देखें
bed-warning-sex = यह वार्ड दूसरे लिंग के मरीज़ों का है।
bed-warning-isolation = मरीज़ को अलग रखना है; यह बिस्तर उसके लिए नहीं है।
bed-warning-isolation-bed = यह अलग रखने का बिस्तर है; अलग रखने को नहीं कहा गया।
bed-warning-cradle = पालना नवजात के लिए है, बिस्तर बाकी मरीज़ों के लिए।
bed-warning-reserved = यह बिस्तर आरक्षित है।
bed-warning-cleaning = इस बिस्तर की सफ़ाई हो रही है।
bed-warning-out-of-order = यह बिस्तर काम का नहीं है।

## बिस्तर कैसा है
bed-look-free = खाली
bed-look-taken = भरा
bed-look-reserved = आरक्षित
bed-look-cleaning = सफ़ाई हो रही है
bed-look-out-of-order = अनुपयोगी
bed-look-conflict = दो मरीज़

## क्या बाकी है
due-police = पुलिस को सूचना दें
due-mlc-sheet = एमएलसी प्रपत्र लिखें
due-death-report = मृत्यु रिपोर्ट लिखें (प्रपत्र 2)
due-cause-of-death = मृत्यु का कारण लिखें (प्रपत्र 4)
due-registrar = रजिस्ट्रार को सौंपें

## अब तक क्या हुआ
step-requested = बिस्तर माँगा
step-admitted = भर्ती
step-planned = स्थानांतरण तय
step-transferred = स्थानांतरण
step-swapped = बिस्तर बदले
step-discharged = छुट्टी
step-arrived = आगमन
step-filled = विवरण भरा
step-left = आपातकाल से गए
step-recorded = दर्ज
step-corrected = सुधार
step-noted = टिप्पणी

## दिए जाने वाले नंबर
series-admission = भर्ती के नंबर
series-emergency = आपातकाल के नंबर
series-mlc = एमएलसी के नंबर
series-birth = जन्म के नंबर
series-stillbirth = मृत-जन्म के नंबर
series-death = मृत्यु के नंबर
series-cause = मृत्यु के कारण के नंबर
series-indent = माँग पत्र के नंबर

## मरीज़ के साथ क्या हुआ
trail-ipd-requested = बिस्तर माँगा
trail-ipd-admitted = भर्ती
trail-ipd-transferred = स्थानांतरण
trail-ipd-swapped = बिस्तर बदले
trail-ipd-discharged = छुट्टी
trail-case-cancelled = काम रद्द
trail-bed-marked = बिस्तर की स्थिति
trail-er-arrived = आपातकाल में आए
trail-er-filled = आपातकाल का विवरण भरा
trail-er-left = आपातकाल से गए
trail-patient-identified = पहचान हुई
trail-register-recorded = रजिस्टर में दर्ज
trail-register-corrected = रिकॉर्ड में सुधार
trail-register-noted = रजिस्टर में टिप्पणी

## कमांड लाइन
problem-census-usage = आदेश से पता नहीं चलता कि कौन सी गणना चाहिए।
    .safe = कुछ नहीं बदला।
    .act = मरीज़ दर्ज करने के लिए --from FILE.csv दें, वार्ड छापने के लिए --ward और --out।
problem-field-unknown = फ़ॉर्म { $form } में { $field } नाम का खाना नहीं है।
    .safe = कुछ नहीं सहेजा गया।
    .act = खाने देखने के लिए: nirantar register fields { $form }।
problem-field-value = “{ $text }” खाना और उसका मान नहीं है।
    .safe = कुछ नहीं सहेजा गया।
    .act = FIELD=VALUE लिखें, जैसे outcome=relieved।
problem-form-unknown = { $form } नाम का कोई फ़ॉर्म नहीं है।
    .safe = कुछ नहीं बदला।
    .act = इनमें से एक लिखें: { $forms }।
problem-paper-none = इस मामले का ऐसा कोई कागज़ नहीं है।
    .safe = अभिलेख सुरक्षित है।
    .act = दूसरा कागज़ चुनें; जिस बिस्तर का केवल अनुरोध हुआ है उसका कागज़ अभी नहीं होता।
problem-ward-unknown = अस्पताल की सूची में वार्ड { $ward } नहीं है।
    .safe = कुछ नहीं बदला।
    .act = बिस्तर बोर्ड से कोड लें: nirantar ipd board।
fault-bed-taken = बिस्तर { $bed } पर { $number } भर्ती है। दूसरा बिस्तर चुनें, या पहले उस मरीज़ को हटाएँ।
problem-patient-died = इस मरीज़ की यहाँ मृत्यु हुई है: { $number } में लिखा है।
    .safe = कुछ नहीं बदला।
    .act = देखें कि मरीज़ सही है; यदि मृत्यु ग़लती से लिखी गई थी, तो पहले उसे वापस लें।
