//! Well-known names in the other scripts of India, each with the spelling of its English papers.

use super::super::*;

const BENGALI: [(&str, &str); 36] = [
    ("সুনীতা", "Sunita"),
    ("লক্ষ্মী", "Lakshmi"),
    ("মোহাম্মদ", "Mohammad"),
    ("মোঃ সেলিম", "Md Selim"),
    ("চট্টোপাধ্যায়", "Chatterjee"),
    ("চ্যাটার্জী", "Chatterjee"),
    ("মুখোপাধ্যায়", "Mukherjee"),
    ("বন্দ্যোপাধ্যায়", "Banerjee"),
    ("ভট্টাচার্য", "Bhattacharya"),
    ("ঘোষ", "Ghosh"),
    ("দত্ত", "Dutta"),
    ("সেন", "Sen"),
    ("দাস", "Das"),
    ("মণ্ডল", "Mondal"),
    ("বিশ্বাস", "Biswas"),
    ("সরকার", "Sarkar"),
    ("রায়", "Roy"),
    ("গুপ্ত", "Gupta"),
    ("আনোয়ার", "Anwar"),
    ("হোসেন", "Hossain"),
    ("বেগম", "Begum"),
    ("খাতুন", "Khatun"),
    ("রহমান", "Rahman"),
    ("স্বপন", "Swapan"),
    ("বসন্ত", "Basanta"),
    ("অমিত", "Amit"),
    ("সুব্রত", "Subrata"),
    ("যাদব", "Yadav"),
    ("সিং", "Singh"),
    ("সিংহ", "Singh"),
    ("সাবিত্রী", "Savitri"),
    ("বিকাশ", "Vikas"),
    ("উৎপল", "Utpal"),
    // Assamese.
    ("হাজৰিকা", "Hazarika"),
    ("শইকীয়া", "Saikia"),
    ("গগৈ", "Gogoi"),
];

const GURMUKHI: [(&str, &str); 21] = [
    ("ਗੁਰਪ੍ਰੀਤ ਕੌਰ", "Gurpreet Kaur"),
    ("ਸਿੰਘ", "Singh"),
    ("ਹਰਪ੍ਰੀਤ", "Harpreet"),
    ("ਬਲਵਿੰਦਰ", "Balwinder"),
    ("ਮਨਜੀਤ", "Manjit"),
    ("ਸੁਖਵਿੰਦਰ", "Sukhwinder"),
    ("ਜਸਵੰਤ", "Jaswant"),
    ("ਸੁਨੀਤਾ", "Sunita"),
    ("ਲਕਸ਼ਮੀ", "Lakshmi"),
    ("ਸ਼ਰਮਾ", "Sharma"),
    ("ਮੱਖਣ", "Makhan"),
    ("ਜੱਸਾ", "Jassa"),
    ("ਗਿੱਲ", "Gill"),
    ("ਸਿੱਧੂ", "Sidhu"),
    ("ਢਿੱਲੋਂ", "Dhillon"),
    ("ਸੰਧੂ", "Sandhu"),
    ("ਕੁਲਦੀਪ", "Kuldeep"),
    ("ਅਮਰਜੀਤ", "Amarjit"),
    ("ਮੁਹੰਮਦ", "Mohammad"),
    ("ਅਰੋੜਾ", "Arora"),
    ("ਸ੍ਰੀ ਰਾਜਿੰਦਰ", "Rajinder"),
];

const GUJARATI: [(&str, &str); 20] = [
    ("પટેલ", "Patel"),
    ("શાહ", "Shah"),
    ("મહેતા", "Mehta"),
    ("દેસાઈ", "Desai"),
    ("જોશી", "Joshi"),
    ("સોલંકી", "Solanki"),
    ("પરમાર", "Parmar"),
    ("ચૌહાણ", "Chauhan"),
    ("મકવાણા", "Makwana"),
    ("રમેશભાઈ", "Rameshbhai"),
    ("ગીતાબેન", "Gitaben"),
    ("સુનીતા", "Sunita"),
    ("લક્ષ્મી", "Laxmi"),
    ("કૃષ્ણ", "Krishna"),
    ("યજ્ઞેશ", "Yagnesh"),
    ("હિતેશ", "Hitesh"),
    ("ત્રિવેદી", "Trivedi"),
    ("મોહમ્મદ", "Mohammad"),
    ("નરેન્દ્ર", "Narendra"),
    ("વિઠ્ઠલ", "Vitthal"),
];

const ODIA: [(&str, &str); 22] = [
    ("ସୁନୀତା", "Sunita"),
    ("ଲକ୍ଷ୍ମୀ", "Laxmi"),
    ("ମହାପାତ୍ର", "Mohapatra"),
    ("ସାହୁ", "Sahu"),
    ("ବେହେରା", "Behera"),
    ("ପ୍ରଧାନ", "Pradhan"),
    ("ନାୟକ", "Nayak"),
    ("ପଟ୍ଟନାୟକ", "Patnaik"),
    ("ମିଶ୍ର", "Mishra"),
    ("ଜେନା", "Jena"),
    ("ପଣ୍ଡା", "Panda"),
    ("ଦାସ", "Das"),
    ("ସ୍ୱାଇଁ", "Swain"),
    ("ବିଶ୍ୱାଳ", "Biswal"),
    ("ଜଗନ୍ନାଥ", "Jagannath"),
    ("ପ୍ରକାଶ", "Prakash"),
    ("ଶରତ", "Sarat"),
    ("ବସନ୍ତ", "Basanta"),
    ("କମଳା", "Kamala"),
    ("ସସ୍ମିତା", "Sasmita"),
    ("ସିଂ", "Singh"),
    ("ମହମ୍ମଦ", "Mohammad"),
];

const TAMIL: [(&str, &str); 36] = [
    ("சுனிதா", "Sunitha"),
    ("லட்சுமி", "Lakshmi"),
    ("லக்ஷ்மி", "Lakshmi"),
    ("கிருஷ்ணன்", "Krishnan"),
    ("முருகன்", "Murugan"),
    ("செல்வம்", "Selvam"),
    ("செல்வி", "Selvi"),
    ("மோகன்", "Mohan"),
    ("ரமேஷ்", "Ramesh"),
    ("சுரேஷ்", "Suresh"),
    ("கணேசன்", "Ganesan"),
    ("பாலகிருஷ்ணன்", "Balakrishnan"),
    ("சுப்பிரமணியன்", "Subramanian"),
    ("நாகராஜன்", "Nagarajan"),
    ("கவிதா", "Kavitha"),
    ("மஞ்சுளா", "Manjula"),
    ("தேவி", "Devi"),
    ("திவ்யா", "Divya"),
    ("பிரகாஷ்", "Prakash"),
    ("பிரியா", "Priya"),
    ("குமார்", "Kumar"),
    ("சேகர்", "Sekar"),
    ("ரவி", "Ravi"),
    ("சந்திரன்", "Chandran"),
    ("செந்தில்", "Senthil"),
    ("முத்து", "Muthu"),
    ("பழனிசாமி", "Palanisamy"),
    ("ஆறுமுகம்", "Arumugam"),
    ("தங்கம்", "Thangam"),
    ("சரவணன்", "Saravanan"),
    ("முகமது", "Mohamed"),
    ("பாத்திமா", "Fathima"),
    ("ராதா", "Radha"),
    ("கோவிந்தன்", "Govindan"),
    ("ஸ்ரீனிவாசன்", "Srinivasan"),
    ("மீனாட்சி", "Meenakshi"),
];

const TELUGU: [(&str, &str); 22] = [
    ("సునీత", "Sunitha"),
    ("లక్ష్మి", "Lakshmi"),
    ("రెడ్డి", "Reddy"),
    ("రావు", "Rao"),
    ("నాయుడు", "Naidu"),
    ("వెంకటేశ్వర్లు", "Venkateswarlu"),
    ("సుబ్రహ్మణ్యం", "Subrahmanyam"),
    ("నరసింహ", "Narasimha"),
    ("శ్రీనివాస్", "Srinivas"),
    ("కృష్ణ", "Krishna"),
    ("రమేష్", "Ramesh"),
    ("సత్యనారాయణ", "Satyanarayana"),
    ("నాగేశ్వరరావు", "Nageswara Rao"),
    ("ప్రసాద్", "Prasad"),
    ("కుమారి", "Kumari"),
    ("పద్మ", "Padma"),
    ("అనిత", "Anitha"),
    ("రాజు", "Raju"),
    ("శాంతి", "Shanti"),
    ("మహేశ్", "Mahesh"),
    ("మహమ్మద్", "Mohammad"),
    ("చౌదరి", "Chowdary"),
];

const KANNADA: [(&str, &str); 21] = [
    ("ಸುನೀತಾ", "Sunita"),
    ("ಲಕ್ಷ್ಮಿ", "Lakshmi"),
    ("ಗೌಡ", "Gowda"),
    ("ಶೆಟ್ಟಿ", "Shetty"),
    ("ಹೆಗ್ಡೆ", "Hegde"),
    ("ಮಂಜುನಾಥ್", "Manjunath"),
    ("ಮಂಜುನಾಥ", "Manjunath"),
    ("ಬಸವರಾಜ", "Basavaraj"),
    ("ಕೃಷ್ಣ", "Krishna"),
    ("ಸುರೇಶ್", "Suresh"),
    ("ಸುರೇಶ", "Suresh"),
    ("ರಾವ್", "Rao"),
    ("ನಾಯಕ್", "Nayak"),
    ("ಕುಲಕರ್ಣಿ", "Kulkarni"),
    ("ಪಾಟೀಲ್", "Patil"),
    ("ಶಾಂತಮ್ಮ", "Shanthamma"),
    ("ನಾಗರಾಜ್", "Nagaraj"),
    ("ಗೀತಾ", "Geetha"),
    ("ಸಿಂಗ್", "Singh"),
    ("ಮೊಹಮ್ಮದ್", "Mohammed"),
    ("ನರಸಿಂಹ", "Narasimha"),
];

const MALAYALAM: [(&str, &str); 24] = [
    ("കൃഷ്ണൻ", "Krishnan"),
    ("ലക്ഷ്മി", "Lakshmi"),
    ("നായർ", "Nair"),
    ("മേനോൻ", "Menon"),
    ("പിള്ള", "Pillai"),
    ("സുനിത", "Sunitha"),
    ("രാധാകൃഷ്ണൻ", "Radhakrishnan"),
    ("ഗോപാലൻ", "Gopalan"),
    ("ചന്ദ്രൻ", "Chandran"),
    ("അനിൽ", "Anil"),
    ("സതീഷ്", "Satheesh"),
    ("രാജൻ", "Rajan"),
    ("തോമസ്", "Thomas"),
    ("ജോസഫ്", "Joseph"),
    ("വർഗീസ്", "Varghese"),
    ("ജോർജ്", "George"),
    ("മേരി", "Mary"),
    ("ആന്റണി", "Antony"),
    ("മുഹമ്മദ്", "Muhammed"),
    ("ഫാത്തിമ", "Fathima"),
    ("അബ്ദുൾ", "Abdul"),
    ("ശ്രീദേവി", "Sreedevi"),
    ("ഉണ്ണികൃഷ്ണൻ", "Unnikrishnan"),
    // The same letters as older programs write chillus.
    ("കൃഷ്ണന്\u{200D}", "Krishnan"),
];

#[test]
fn every_script_reads_as_its_english_papers_spell() {
    let mut wrong = Vec::new();
    for (written, latin) in
        [&BENGALI[..], &GURMUKHI, &GUJARATI, &ODIA, &TAMIL, &TELUGU, &KANNADA, &MALAYALAM].into_iter().flatten()
    {
        let like = compare(written, latin);
        if like.kind < Kind::Alike {
            wrong.push(format!("{written} {latin}: {} {}", to_latin(written), like.score));
        }
    }
    assert!(wrong.is_empty(), "{} {wrong:#?}", wrong.len());
}

#[test]
fn other_names_stay_others() {
    for (written, latin) in [
        ("সুনীতা", "Sumita"),
        ("সিনহা", "Singh"),
        ("ਕਰਨ", "Kiran"),
        ("રમેશ", "Rakesh"),
        ("ରମେଶ", "Mahesh"),
        ("ரமேஷ்", "Rakesh"),
        ("గీత", "Sita"),
        ("ಆಶಾ", "Usha"),
        ("മോഹൻ", "Mohini"),
    ] {
        let like = compare(written, latin);
        assert!(like.kind < Kind::Alike, "{written} {latin}: {} {}", to_latin(written), like.score);
    }
}

#[test]
fn titles_digits_and_marks_of_other_scripts() {
    for (written, words) in [
        ("শ্রী অমিত", "amit"),
        ("শ্রীমতী সুনীতা", "sunita"),
        ("ਸ੍ਰੀ ਰਮੇਸ਼", "ramesh"),
        ("শ্রী", "shri"),
        ("৺অমিত", "amit"),
        ("வார்டு ௧௨", "vardu 12"),
    ] {
        let got = tokens(written).into_iter().map(|t| t.plain).collect::<Vec<_>>().join(" ");
        assert_eq!(got, words, "{written}");
    }
    assert_eq!(to_latin("সুনীতা Devi ১২"), "Sunita Devi 12");
    assert_eq!(key("সুনীতা"), key("Sunita"));
}

#[test]
fn every_line_of_the_table_is_read() {
    let lines = include_str!("../../../../assets/names_scripts.csv").lines().skip(1).filter(|l| !l.starts_with('#'));
    for line in lines {
        let mut cells = line.split(',');
        let (Some(name), Some(from), Some(to), None) = (cells.next(), cells.next(), cells.next(), cells.next()) else {
            panic!("{line}");
        };
        let of = from.trim_matches(['^', '$']).chars().find_map(scripts::script).map(|s| format!("{s:?}").to_lowercase());
        assert_eq!(of.as_deref(), Some(name), "{line}");
        assert!(to == "=" || to.chars().all(|c| ('\u{0900}'..='\u{097F}').contains(&c)), "{line}");
    }
}
