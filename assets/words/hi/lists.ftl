### सूचियाँ, कतार, प्रतीक्षा हॉल, काग़ज़: जो दर्ज हुआ उसे दिखाने वाली स्क्रीनें।

list-cancel = रोकें
list-void = रद्द
list-conflict = दो रूप
list-progress-count = { $of } में से { $done }
list-left-seconds = { $shown } सेकंड शेष
list-left-minutes = लगभग { $shown } मिनट शेष
list-sorted-up = छोटे से बड़ा
list-sorted-down = बड़े से छोटा
