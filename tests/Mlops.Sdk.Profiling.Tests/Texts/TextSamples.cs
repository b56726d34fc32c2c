using System.Text;

namespace Mlops.Sdk.Profiling.Tests.Texts;

/// <summary>Texts that are of a type and texts that are nearly.</summary>
internal static class TextSamples
{
    public static Dictionary<SemanticType, (string[] Yes, string[] No)> All { get; } = new()
    {
        [SemanticType.Integer] = (
            ["0", "7", "-12", "+3", "1234567890123456789012345", "1,234", "1,234,567", "1.234.567", "1 234 567", "1'234'567", "12,34,567", "(1,250)", "007", "1\u00A0234"],
            ["", "-", "1.5", "1,2", "12a", "1,23,4", "1,2345", "--1", "1 23", "0x1F", "1.2.3", "(12", "1,234.567.8", "١٢٣"]),
        [SemanticType.Decimal] = (
            ["1.5", "-0.25", ".5", "5.", "1,5", "12,75", "1,234.5", "1.234,5", "1 234,50", "1'234.50", "(12.50)", "0.000001", "1.234"],
            ["1", "1.2.3", ",", ".", "1,", "a.b", "1..5", "1.5x", "1,234,56.7", "- 1.5", "1.5.", "٫5", "1,23,45"]),
        [SemanticType.Scientific] = (
            ["1e5", "1.5e-7", "-2E+10", "1.E3", ".5e2", "6.022E23", "1,5e3", "0e0", "9e-300", "+1e1"],
            ["e5", "1e", "1e+", "1e5.5", "1,234,567e3", "1e12345", "1 e5", "1ee5", "e", "1e5x", "0x1e5"]),
        [SemanticType.Percentage] = (
            ["5%", "12.5 %", "-3%", "0,5%", "100%", "+1%", "1,000%", ".5%", "99.99 %", "0%"],
            ["%", "5%%", "%5", "five%", "5", "5 % of", "(5%)", "5.5.5%", "- %", "5%a"]),
        [SemanticType.Money] = (
            ["$5", "$1,234.50", "-$3", "€ 12,50", "12,50 €", "£1.00", "¥500", "USD 12.50", "12.50 EUR", "($1,250)", "R$ 10", "12 zł", "100 kr", "₹500", "A$12", "CHF 1'250.00", "5$"],
            ["$", "$$5", "USD", "5 USDX", "$5 each", "abc 5", "XYZ 12", "€", "$five", "12.50 eur", "$1,23,45"]),
        [SemanticType.Boolean] = (
            ["true", "FALSE", "Yes", "no", "T", "f", "y", "N", "on", "OFF"],
            ["0", "1", "tru", "yess", "non", "o", "true!", "ja", "nein", "truefalse", "x"]),
        [SemanticType.Date] = (
            ["2024-03-01", "1999-12-31", "2024/3/1", "2024.03.01", "20240301", "31/12/2024", "12/31/2024", "1/2/2024", "01.02.24", "1 Jan 2024", "January 5, 2024", "05-Mar-2024", "Mon, 01 Jan 2024", "29-02-2024", "Sept 3 2020", "0001-01-01"],
            ["2024-13-01", "2024-02-30", "2023-02-29", "32/01/2024", "2024-03/01", "2024-3", "18991231", "1/2/3", "13/13/2024", "Foo 1, 2024", "2024-00-10", "20241301", "1 Janx 2024", "0000-01-01", "12-2024-01"]),
        [SemanticType.DateTime] = (
            ["2024-03-01T12:30:00", "2024-03-01 12:30", "2024-03-01T12:30:00Z", "2024-03-01T12:30:00.123456+02:00", "2024-03-01 12:30:00 UTC", "1/2/2024 9:30 PM", "20240301T123000Z", "Mon, 01 Jan 2024 10:00:00 GMT", "1 Jan 2024 10:00", "2024-03-01T24:00:00", "2024-03-01 12:30:00 +0000"],
            ["2024-03-01T", "2024-03-01 25:00", "2024-03-01T12:60", "2024-03-01T12", "2024-02-30T12:00:00", "2024-03-01  12:30", "2024-03-01T12:30:00X", "2024-03-01T12:30:00+25:00", "T12:30", "2024-03 12:30"]),
        [SemanticType.Time] = (
            ["12:30", "00:00", "23:59:59", "9:30 PM", "9 AM", "12:30:15.250", "12:30Z", "24:00", "1:05", "11:59:59 pm"],
            ["25:00", "12:60", "12:3", "13:00 PM", "0:30 AM", "9", "24:01", "12:30:61", ":30", "12:", "36:15:00", "12.30"]),
        [SemanticType.YearMonth] = (
            ["2024-03", "2024/03", "03/2024", "12-2024", "1999-01", "01/1999", "2024-12", "06-2020", "0999-10", "2024/12"],
            ["2024-13", "2024-3", "13/2024", "3/2024", "2024.03", "202403", "2024-00", "00/2024", "24-03", "2024-", "03/0000"]),
        [SemanticType.Guid] = (
            ["6f9619ff-8b86-d011-b42d-00cf4fc964ff", "6F9619FF-8B86-D011-B42D-00CF4FC964FF", "{6f9619ff-8b86-d011-b42d-00cf4fc964ff}", "(6f9619ff-8b86-d011-b42d-00cf4fc964ff)", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "12345678-1234-1234-1234-123456789012", "abcdefab-cdef-abcd-efab-cdefabcdefab", "a0a0a0a0-b1b1-c2c2-d3d3-e4e4e4e4e4e4", "{FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF}"],
            ["6f9619ff8b86d011b42d00cf4fc964ff", "6f9619ff-8b86-d011-b42d-00cf4fc964f", "6f9619fg-8b86-d011-b42d-00cf4fc964ff", "{6f9619ff-8b86-d011-b42d-00cf4fc964ff", "6f9619ff-8b86-d011-b42d-00cf4fc964ff0", "6f9619ff-8b86d-011-b42d-00cf4fc964ff", "6f9619ff_8b86_d011_b42d_00cf4fc964ff", "[6f9619ff-8b86-d011-b42d-00cf4fc964ff]", "6f9619ff-8b86-d011-b42d 00cf4fc964ff", "{6f9619ff-8b86-d011-b42d-00cf4fc964ff)"]),
        [SemanticType.Email] = (
            ["ann@example.com", "ann.lee@example.co.uk", "a+b@x.org", "ANN@EXAMPLE.COM", "o'neil@x.ie", "first_last@sub.domain.museum", "x@y.zz", "müller@bücher.de", "user@xn--bcher-kva.example", "1@2.com", "a-b@c-d.io"],
            ["ann", "ann@", "@example.com", "ann@example", "ann@@example.com", "ann lee@example.com", "ann@example..com", ".ann@example.com", "ann.@example.com", "ann@-example.com", "ann@example.c", "ann@example.123", "a..b@x.com", "ann@exam_ple.com"]),
        [SemanticType.Url] = (
            ["https://example.com", "http://example.com/a?b=c#d", "ftp://files.example.org/x.zip", "https://user:pw@example.com:8080/", "http://localhost:5000", "http://[::1]/", "s3://bucket/key", "www.example.com", "www.example.com/path", "file:///etc/hosts", "https://bücher.example/ü"],
            ["example.com", "http:/example.com", "http://", "://x", "http:// example.com", "www.", "www.x", "1http://x.com", "http://exa mple.com", "mailto:x@y.com", "http://x.com:99999999", "http://<x>"]),
        [SemanticType.IPv4] = (
            ["1.2.3.4", "192.168.0.1", "255.255.255.255", "0.0.0.0", "10.0.0.0/8", "127.0.0.1", "8.8.8.8", "172.16.254.1", "192.168.100.100", "1.1.1.1/32"],
            ["256.1.1.1", "1.2.3", "1.2.3.4.5", "1.2.3.04", "1.2.3.", "a.b.c.d", "1..2.3", "1.2.3.4/33", "1.2.3.4:80", "1.2.3.4 ."]),
        [SemanticType.IPv6] = (
            ["::1", "::", "2001:db8::1", "2001:0db8:85a3:0000:0000:8a2e:0370:7334", "fe80::1%eth0", "::ffff:192.168.0.1", "1:2:3:4:5:6:7:8", "2001:db8::/32", "1::8", "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789"],
            ["1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "2001:db8::1::2", ":1", "1:", "12345::1", "g::1", "::1/129", "1.2.3.4", ":::", "fe80::1%", "1:2:3:4:5:6:7:1.2.3.4"]),
        [SemanticType.MacAddress] = (
            ["00:1B:44:11:3A:B7", "00-1b-44-11-3a-b7", "001b.4411.3ab7", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00", "01:23:45:67:89:ab", "AA-BB-CC-DD-EE-FF", "02:42:ac:11:00:02", "00:1b:44:11:3a:b7:00:01", "aabb.ccdd.eeff"],
            ["00:1B:44:11:3A", "00:1B:44:11:3A:G7", "00:1B-44:11:3A:B7", "001B44113AB7", "00:1B:44:11:3A:B7:", "0:1B:44:11:3A:B7", "001b.4411", "001b-4411-3ab7", "00 1B 44 11 3A B7", "zz:zz:zz:zz:zz:zz"]),
        [SemanticType.Phone] = (
            ["+49 30 123456", "+1 212 555 1234", "+14155552671", "(212) 555-1234", "212-555-1234", "212.555.1234", "1-800-555-1234", "030 12345678", "0171/234 5678", "01 23 45 67 89", "+44 (0)20 7946 0958", "+1-212-555-1234 x123", "0049 30 123456", "1 (800) 555-1234"],
            ["2125551234", "123-45-6789", "12-34-56", "+0 123 456 789", "+1234", "555-1234", "(212 555-1234", "2024-03-01", "192.168.0.100", "+49 30 12a456", "0-306-40615-2", "978-0-306-40615-7", "4111-1111-1111-1111", "+49--30 123456"]),
        [SemanticType.PaymentCard] = (
            ["4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "5555555555554444", "378282246310005", "3782 822463 10005", "6011111111111117", "30569309025904", "3530111333300000", "2223003122003222", "6200000000000005", "4222222222222"],
            ["4111111111111112", "411111111111", "41111111111111111111", "1234567812345670", "4111 1111-1111 1111", "4111  1111 1111 1111", "0000000000000000", "9111111111111111", "4111111111111111a", "37828224631000"]),
        [SemanticType.Iban] = (
            ["DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "FR1420041010050500013M02606", "NL91ABNA0417164300", "CH9300762011623852957", "NO9386011117947", "ES9121000418450200051332", "gb29nwbk60161331926819", "MT84MALT011000012345MTLCAST001S", "BE68539007547034"],
            ["DE89370400440532013001", "DE8937040044053201300", "XX89370400440532013000", "DE89370400440532013000 ", "DE89 37040044 0532 0130 00", "D189370400440532013000", "GB29NWBK6016133192681", "DE", "NL91ABNA041716430!", "US64SVBKUS6S3300958879"]),
        [SemanticType.Hash] = (
            ["d41d8cd98f00b204e9800998ecf8427e", "D41D8CD98F00B204E9800998ECF8427E", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", new string('a', 96), new string('0', 128), new string('f', 56), "0123456789abcdef0123456789abcdef", "ABCDEF0123456789ABCDEF0123456789ABCDEF01", new string('b', 128)],
            ["d41d8cd98f00b204e9800998ecf8427", "g41d8cd98f00b204e9800998ecf8427e", "D41d8cd98f00b204e9800998ecf8427e", "d41d8cd9-8f00-b204-e980-0998ecf8427e", new string('a', 33), new string('a', 127), "deadbeef", new string('a', 31) + "!", new string('a', 64) + "0", "d41d8cd98f00b204 e9800998ecf8427e"]),
        [SemanticType.Json] = (
            ["{}", "[]", "{\"a\":1}", "[1,2,3]", "{\"a\":{\"b\":[null,true,false]}}", "[ ]", "{ \"a\" : \"\\u00e9\\n\" }", "[-1.5e+3]", "[[[[]]]]", "[\"a\",\"b\"]", "{\"a\":1,\"a\":2}"],
            ["{", "}", "{a:1}", "{\"a\":}", "[1,]", "{\"a\":1,}", "[01]", "{\"a\" 1}", "[1 2]", "{]", "[\"\\x\"]", "[nul]", "{\"a\":1}}", "\"a\"", "[1,,2]", "[\u0001]", "{1:2}"]),
        [SemanticType.Coordinates] = (
            ["52.520,13.405", "52.5200, 13.4050", "-33.8688 151.2093", "(40.7128, -74.0060)", "[0.0, 0.000]", "POINT(13.405 52.52)", "90.000,180.000", "-90.0,-180.000", "51.5074;-0.1278", "+1.5,+2.125"],
            ["52,13", "91.000,13.405", "52.520,181.000", "52.520", "52.5,13.4", "1.234.567", "52.520,13.405,7", "(52.520,13.405", "POINT(52.520)", "52.520,", "a,b"]),
        [SemanticType.CountryAlpha2] = (["US", "DE", "GB", "fr", "JP", "NA", "ZW", "BR", "in", "ZA"], ["XX", "UK", "Us", "U", "USA", "EU", "AA", "12", "U1", "ZZ"]),
        [SemanticType.CountryAlpha3] = (["USA", "DEU", "GBR", "fra", "JPN", "NAM", "ZWE", "BRA", "ind", "ZAF"], ["XXX", "GER", "Usa", "US", "EUR", "ENG", "AAA", "123", "US1", "USAA"]),
        [SemanticType.Currency] = (["USD", "EUR", "GBP", "jpy", "CHF", "INR", "BRL", "ZAR", "sek", "MXN"], ["US$", "EURO", "USA", "Eur", "BTC", "AAA", "EU", "123", "$", "XXX"]),
        [SemanticType.Language] = (["en", "de", "fr", "en-US", "pt_BR", "zh-Hans", "zh-Hans-CN", "ja", "es-MX", "sr-Latn"], ["EN", "xx", "english", "en-us", "en-UK", "e", "eng", "en US", "en-", "zz-US"]),
        [SemanticType.UsState] = (["CA", "NY", "TX", "WA", "DC", "ma", "FL", "PR", "HI", "vt"], ["XX", "Ca", "CAL", "ZZ", "QC", "UK", "C", "12", "CA ,", "EU"]),
        [SemanticType.HexColor] = (["#fff", "#FFFFFF", "#a1b2c3", "#000", "#12345678", "#abcd", "#AbCdEf", "#999999", "#f0f", "#00000000"], ["fff", "#", "#ff", "#fffff", "#ggg", "#fffffff", "#1234567890", "##fff", "#fff ff", "#ff-fff"]),
        [SemanticType.Ssn] = (
            ["123-45-6789", "001-01-0001", "899-99-9999", "665-12-3456", "667-12-3456", "219-09-9998", "078-05-1121", "111-11-1111", "555-55-5555", "732-18-4401"],
            ["000-12-3456", "666-12-3456", "900-12-3456", "123-00-4567", "123-45-0000", "123456789", "123-456-789", "12-345-6789", "078-05-1120", "219-09-9999", "123-45-678a", "123 45 6789"]),
        [SemanticType.SemanticVersion] = (
            ["1.2.3", "0.0.1", "v1.2.3", "1.2.3-alpha", "1.2.3-alpha.1", "1.2.3+build.5", "1.0.0-rc.1+001", "10.20.30", "V2.0.0", "1.2.3-0a"],
            ["1.2", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3+", "v", "1.2.x", "1.2.3-01", "a1.2.3", "1..3", "1.2.3-a..b"]),
        [SemanticType.FilePath] = (
            ["/usr/bin", "/home/ann/a b.txt", "C:\\Users\\ann", "D:/data/x.csv", "\\\\server\\share", "./run.sh", "../x/y", "~/notes.txt", "/.hidden", "..\\x", "/var/log/syslog.1"],
            ["usr/bin", "/", "//x", "C:", "a/b", "~", ".", "..", "\\x", "C:\\a?b", "/ x", "text"]),
        [SemanticType.MimeType] = (
            ["text/html", "application/json", "image/png", "text/html; charset=utf-8", "application/vnd.ms-excel", "image/svg+xml", "audio/mpeg", "video/mp4", "multipart/form-data", "font/woff2"],
            ["text", "text/", "/html", "Text/html", "foo/bar", "text/html/x", "text /html", "text/html;", "application", "image//png"]),
        [SemanticType.Secret] = (
            ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P", "AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "glpat-a1B2c3D4e5F6g7H8i9J0", "xoxb-123456789012-abcdefABCDEF", "sk_live_4eC39HqLyjWDarjtT1zdp7dc", "AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q", "-----BEGIN RSA PRIVATE KEY-----\nMIIE", "npm_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"],
            ["eyJhbGciOiJIUzI1NiJ9", "eyJ.eyJ.x", "AKIAIOSFODNN7EXAMPL", "akiaiosfodnn7example", "ghp_short", "sk-learn", "sk_live_", "-----BEGIN CERTIFICATE-----", "skateboarding-is-a-crime", "AIzaSy", "password"]),
    };

    public static ulong Kinds(string text) => Kinds(Encoding.UTF8.GetBytes(text));

    public static ulong Kinds(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> text = Bytes.Trim(bytes);
        return text.IsEmpty ? 0 : TextClassifier.Classify(text, TextShape.Of(text)).Kinds;
    }
}
