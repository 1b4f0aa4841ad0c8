### काग़ज़ से भीतर: पर्चियों और रजिस्टरों पर जो है, वह फिर रिकॉर्ड में आता है।

## फ़ाइल, पृष्ठ या कोड में क्या ग़लत है
problem-scan-kind = यह फ़ाइल न चित्र (PNG, JPEG, TIFF) है, न PDF।
    .safe = इससे कुछ नहीं लिया गया; बाक़ी सब फ़ाइलें पढ़ी गईं।
    .act = काग़ज़ को चित्र या PDF के रूप में फिर स्कैन करें और वह फ़ाइल दें।
problem-scan-large = यह फ़ाइल 512 MB से बड़ी है।
    .safe = इससे कुछ नहीं लिया गया; बाक़ी सब फ़ाइलें पढ़ी गईं।
    .act = गड्डी को छोटे हिस्सों में, या 200 dpi पर श्वेत-श्याम स्कैन करें।
problem-scan-pages = इस फ़ाइल में 5,000 से अधिक पृष्ठ हैं।
    .safe = इससे कुछ नहीं लिया गया; बाक़ी सब फ़ाइलें पढ़ी गईं।
    .act = इसे छोटी फ़ाइलों में बाँटें।
problem-scan-pixels = इस पृष्ठ का चित्र बहुत बड़ा है।
    .safe = इससे कुछ नहीं लिया गया; बाक़ी सब पृष्ठ पढ़े गए।
    .act = यह पृष्ठ 200 या 300 dpi पर फिर स्कैन करें।
problem-scan-damaged = यह फ़ाइल या पृष्ठ ख़राब है, या अधूरा है।
    .safe = इससे कुछ नहीं लिया गया; बाक़ी सब पढ़े गए।
    .act = फ़ाइल फिर कॉपी करें, या पृष्ठ फिर स्कैन करें।
problem-scan-locked = यह PDF पासवर्ड से बंद है।
    .safe = इससे कुछ नहीं लिया गया; बाक़ी सब फ़ाइलें पढ़ी गईं।
    .act = इसे बिना पासवर्ड सहेजें, या काग़ज़ फिर स्कैन करें।
problem-scan-files = एक साथ { $files } फ़ाइलें बहुत अधिक हैं।
    .safe = कुछ नहीं पढ़ा गया।
    .act = हिस्सों में दें, एक बार में अधिक से अधिक 20,000 फ़ाइलें।
problem-scan-unread = इस पृष्ठ पर एक कोड पढ़ा नहीं जा सका ({ $codes })।
    .safe = उससे कुछ नहीं लिया गया।
    .act = काग़ज़ सीधा रखकर यह पृष्ठ 300 dpi पर फिर स्कैन करें, या पर्ची का नंबर लिखें।
problem-scan-foreign = इस पृष्ठ का एक कोड हमारा नहीं है।
    .safe = उससे कुछ नहीं लिया गया।
    .act = किसी और काग़ज़ का हो तो कुछ न करें।
problem-scan-code = इस पृष्ठ पर हमारा एक कोड ख़राब है।
    .safe = उससे कुछ नहीं लिया गया।
    .act = यह पृष्ठ सीधा रखकर फिर स्कैन करें।
problem-rebuild-nothing = काउंटर { $counter } का कोई काग़ज़ नहीं पढ़ा गया, इसलिए उसका पिछला अक्षर पता नहीं।
    .safe = कुछ तैयार नहीं किया गया।
    .act = उसकी पर्चियों या रजिस्टरों के स्कैन दें, या बंद हुए कंप्यूटर का अक्षर --dead से बताएँ।

## कमांड लाइन
cli-papers-plan = फ़ाइलें: { $files }, पृष्ठ: { $pages }, कोड: { $codes }। नए रिकॉर्ड: { $new }। पहले से यहाँ: { $known }।
cli-papers-numbers = केवल नंबर वाले कोड (कलाई पट्टी, ट्यूब): { $numbers }।
cli-papers-parts = रिकॉर्ड { $mark } ({ $place }): { $of } में से कोड { $missing } नहीं मिला। वह पृष्ठ पढ़े जाने तक रुका है।
cli-papers-ahead = इसी काउंटर पर लिखे बताए गए, पर यहाँ न मिलने वाले रिकॉर्ड: { $ahead }। पुरानी प्रति लगाई गई है; अगला अक्षर शुरू करें: nirantar counter open --new-letter।
cli-papers-taken = लिए गए: { $new }। पहले से यहाँ: { $known }।
cli-missing-none = { $installation }: { $last } तक सभी { $held } प्रविष्टियाँ यहाँ हैं।
cli-missing-entries = { $installation }: { $held } प्रविष्टियाँ यहाँ हैं, सबसे ऊँची { $last }। नहीं दिखीं: { $missing }।
cli-missing-series = { $series }: नहीं दिखे: { $missing }। आख़िरी दिखा: { $last }।

## खिड़की
papers-place = { $file }, पृष्ठ { $page }
papers-place-reader = इस काउंटर का रीडर
command-papers-in = काग़ज़ से भीतर
command-papers-in-tip = स्कैन की हुई पर्चियों और रजिस्टरों पर जो है, उसे लें
papers-title = काग़ज़ से भीतर
papers-aside = दूसरे काउंटरों की, या बंद हुए कंप्यूटर की पर्चियाँ और रजिस्टर अपने कोड से रिकॉर्ड में आते हैं।
papers-from = फ़ाइलें या फ़ोल्डर
papers-from-hint = स्कैन या स्कैन के फ़ोल्डर का पता; या फ़ाइलें इस खिड़की पर छोड़ें
papers-read = पढ़ें
papers-reading = पढ़ा जा रहा है … { $of } में से { $done }
papers-take = { $new } लें
papers-forget = ट्रे ख़ाली करें
papers-empty = ट्रे ख़ाली है। स्कैन दें, फ़ाइलें यहाँ छोड़ें, या पर्ची के कोड एक-एक कर स्कैन करें।
papers-plan = क्या पढ़ा गया
papers-count-files = फ़ाइलें
papers-count-pages = पृष्ठ
papers-count-codes = कोड
papers-count-new = नए रिकॉर्ड
papers-count-known = पहले से यहाँ
papers-count-waiting = हिस्से बाक़ी
papers-count-refused = नहीं लिए गए
papers-of = काउंटर
papers-new = नए
papers-known = पहले से
papers-missing = अब भी नहीं दिखे
papers-missing-none = कुछ नहीं
papers-waits = रिकॉर्ड { $mark }: { $of } में से कोड { $missing } अभी बाक़ी है। उसे स्कैन करें, या जिस पृष्ठ पर है उसे पढ़ें।
papers-not-taken = नहीं लिए गए, और क्यों
papers-taken = लिए गए: { $new }। पहले से यहाँ: { $known }।
papers-taken-none = कुछ नया नहीं: सब पहले से यहाँ था।
papers-dropped = फ़ाइलें: { $n }
papers-ahead = { $ahead } रिकॉर्ड इसी काउंटर के बताए गए हैं, पर यह काउंटर उन्हें नहीं जानता। पुरानी प्रति लगाई गई है: कंट्रोल रूम को बुलाएँ।
papers-list = जो नहीं दिखा, उसकी सूची छापें
papers-list-at = जो नहीं दिखा, उसकी सूची { $at } में है।
papers-list-printed = जो नहीं दिखा, उसकी सूची छप रही है।
settings-scans = स्कैनर का फ़ोल्डर
settings-scans-hint = जहाँ स्कैनर अपनी फ़ाइलें रखता है; “काग़ज़ से भीतर” में दिखता है

## काग़ज़ पर
paper-title-codes = दैनिक रजिस्टर के कोड
paper-codes-how = इस दिन की हर प्रविष्टि इन कोड में है। ये पृष्ठ रजिस्टर के साथ रखें: इनसे रिकॉर्ड फिर बनाए जा सकते हैं।
paper-title-missing = काग़ज़ पढ़ने के बाद जो नहीं दिखा
paper-missing-none = सबसे ऊँचे नंबर तक सब दिखा।
paper-missing-some = इन्हें काग़ज़ों में ढूँढें।
paper-missing-of = काउंटर
paper-missing-what = क्या
paper-missing-seen = दिखे
paper-missing-entries = प्रविष्टियाँ
paper-missing-numbers = नहीं दिखे: { $count }
paper-missing-how = जो सबसे ऊँचे दिखे नंबर के बाद लिखा गया, वह काग़ज़ से पता नहीं चल सकता। जिन प्रविष्टियों का अपना काग़ज़ नहीं (टोकन बुलाना, सुधार, साइन-इन), वे दैनिक रजिस्टर के कोड में हैं।
