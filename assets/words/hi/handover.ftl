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
