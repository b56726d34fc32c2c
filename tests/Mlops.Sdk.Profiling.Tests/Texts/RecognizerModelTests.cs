using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Mlops.Sdk.Profiling.Tests.Texts;

/// <summary>Recognisers against slow and obvious ones.</summary>
public sealed class RecognizerModelTests
{
    [Fact]
    public void Luhn_AnyDigits_EqualsTheDefinition() =>
        Gen.Int[0, 9].Array[1, 24].Sample(digits => Assert.Equal(digits.Reverse().Select((digit, at) => at % 2 == 0 ? digit : (digit * 2 / 10) + (digit * 2 % 10)).Sum() % 10 == 0, CardText.Luhn([.. digits.Select(digit => (byte)digit)])));

    [Fact]
    public void Iban_AnyCharacters_HasTheRemainderOfTheNumber() =>
        Gen.Char["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"].Array[5, 34].Sample(characters =>
        {
            string moved = new([.. characters[4..], .. characters[..4]]);
            BigInteger number = BigInteger.Parse(string.Concat(moved.Select(one => char.IsDigit(one) ? one.ToString() : (one - 'A' + 10).ToString(CultureInfo.InvariantCulture))), CultureInfo.InvariantCulture);
            Assert.Equal((int)(number % 97), IbanText.Remainder(Encoding.ASCII.GetBytes(characters)));
        });

    [Fact]
    public void Guid_NearMisses_EqualsTryParseExact() =>
        Gen.Select(Gen.Guid, Gen.Char["0aFg-{}() "], Gen.Int[-1, 40], Gen.Int[0, 2]).Sample((guid, one, at, form) =>
        {
            string text = guid.ToString(form == 0 ? "D" : form == 1 ? "B" : "P");
            if (at >= 0) text = text[..Math.Min(at, text.Length)] + one + (at < text.Length ? text[(at + 1)..] : "");
            bool expected = text == text.Trim() && (Guid.TryParseExact(text, "D", out _) || Guid.TryParseExact(text, "B", out _) || Guid.TryParseExact(text, "P", out _));
            Assert.Equal(expected, HexText.IsGuid(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(expected, text == text.Trim() && TextKinds.Has(TextSamples.Kinds(text), SemanticType.Guid));
        });

    [Fact]
    public void IPv6_NearMisses_EqualsIPAddress() =>
        Gen.Char["01aF:.%"].Array[0, 20].Select(characters => new string(characters)).Where(text => !text.Contains('%') && !text.Contains('.')).Sample(
            text => Assert.Equal(IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6, NetworkText.IsIPv6(Encoding.ASCII.GetBytes(text))), iter: 20_000);

    [Fact]
    public void IPv6_OfBytes_IsRecognized() =>
        Gen.Select(Gen.Byte.Array[16], Gen.Int[0, 16]).Sample((bytes, zeros) =>
        {
            Array.Clear(bytes, 0, zeros);
            Assert.True(NetworkText.IsIPv6(Encoding.ASCII.GetBytes(new IPAddress(bytes).ToString())));
        });

    [Fact]
    public void IPv4_NearMisses_EqualsFourNumbers() =>
        Gen.Char["012359."].Array[5, 15].Select(characters => new string(characters)).Sample(text =>
        {
            string[] parts = text.Split('.');
            bool expected = parts.Length == 4 && parts.All(part => part.Length is >= 1 and <= 3 && int.Parse(part, CultureInfo.InvariantCulture) <= 255 && (part.Length == 1 || part[0] != '0'));
            Assert.Equal(expected, NetworkText.IsIPv4(Encoding.ASCII.GetBytes(text)));
        }, iter: 20_000);

    [Fact]
    public void Json_NearMisses_EqualsJsonDocument() =>
        Gen.OneOf(Gen.Char["{}[]:,\"a1 -.e\\untrfls0"].Array[1, 14].Select(characters => new string(characters)), Nested(4)).Sample(text =>
        {
            string trimmed = text.Trim();
            Assert.Equal(IsJson(trimmed), JsonText.Is(Encoding.UTF8.GetBytes(trimmed)));
        }, iter: 20_000);

    [Fact]
    public void Json_Deep_StopsAtTheLimit()
    {
        Assert.True(JsonText.Is(Encoding.ASCII.GetBytes(new string('[', 256) + new string(']', 256))));
        Assert.False(JsonText.Is(Encoding.ASCII.GetBytes(new string('[', 257) + new string(']', 257))));
    }

    [Fact]
    public void IsoDate_AnyNumbers_EqualsTryParseExact() =>
        Gen.Select(Gen.Int[1, 9999], Gen.Int[0, 14], Gen.Int[0, 33]).Sample((year, month, day) =>
        {
            foreach (string format in (string[])["yyyy-MM-dd", "dd/MM/yyyy", "MM/dd/yyyy"])
            {
                string text = format.Replace("yyyy", year.ToString("D4", CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("MM", month.ToString("D2", CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("dd", day.ToString("D2", CultureInfo.InvariantCulture), StringComparison.Ordinal);
                string[] formats = format == "yyyy-MM-dd" ? [format] : ["dd/MM/yyyy", "MM/dd/yyyy"];
                bool expected = DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
                Assert.Equal(expected, DateText.Read(Encoding.ASCII.GetBytes(text), out DateNotation notation) == SemanticType.Date);
                if (format != "yyyy-MM-dd" || !expected) continue;
                Assert.Equal(DateNotation.IsoDate, notation);
            }
        });

    [Fact]
    public void Moment_WrittenInManyWays_IsRecognized() =>
        Gen.DateTime[new DateTime(1900, 1, 1), new DateTime(2100, 1, 1)].Sample(moment =>
        {
            foreach ((string format, SemanticType type) in ((string, SemanticType)[])[
                ("yyyy-MM-ddTHH:mm:ss", SemanticType.DateTime), ("O", SemanticType.DateTime), ("R", SemanticType.DateTime), ("u", SemanticType.DateTime), ("yyyy-MM-dd HH:mm", SemanticType.DateTime), ("MM/dd/yyyy hh:mm:ss tt", SemanticType.DateTime),
                ("d MMM yyyy", SemanticType.Date), ("MMMM d, yyyy", SemanticType.Date), ("dd-MMM-yy", SemanticType.Date), ("yyyyMMdd", SemanticType.Date), ("d.M.yyyy", SemanticType.Date), ("HH:mm:ss.fff", SemanticType.Time), ("h:mm tt", SemanticType.Time), ("yyyy-MM", SemanticType.YearMonth)])
            {
                string text = moment.ToString(format, CultureInfo.InvariantCulture);
                Assert.True(TextKinds.Has(TextSamples.Kinds(text), type), text);
            }
        });

    [Fact]
    public void Number_PlainWithPoint_EqualsDoubleParse() =>
        Gen.Char["0123456789.-+eE"].Array[1, 12].Select(characters => new string(characters)).Sample(text =>
        {
            bool expected = double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
            NumberNotation notation = NumberNotation.None;
            bool number = NumberText.Read(Encoding.ASCII.GetBytes(text), true, out notation) != SemanticType.Text;

            // Groups by points and exponents of more than four digits are the only differences.
            if (notation != NumberNotation.GroupedByPoint && !text.Split('e', 'E')[^1].TrimStart('+', '-').Skip(4).Any()) Assert.Equal(expected, number);
        }, iter: 20_000);

    [Fact]
    public void Number_Formatted_IsRecognizedInItsNotation() =>
        Gen.Long[1_000, 1_000_000_000_000].Sample(number =>
        {
            foreach ((string culture, NumberNotation notation) in ((string, NumberNotation)[])[("en-US", NumberNotation.GroupedByComma), ("de-DE", NumberNotation.GroupedByPoint), ("fr-FR", NumberNotation.GroupedBySpace), ("en-IN", NumberNotation.GroupedByComma), ("de-CH", NumberNotation.GroupedByApostrophe)])
            {
                string text = (number / 100m).ToString("N2", new CultureInfo(culture));
                if (number < 100_000) continue;
                Assert.Equal(SemanticType.Decimal, NumberText.Read(Encoding.UTF8.GetBytes(text), false, out NumberNotation read));
                Assert.Equal(notation, read);
            }
        });

    [Fact]
    public void Countries_AllOfTheRuntime_AreKnown()
    {
        string[] known = [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(culture => new RegionInfo(culture.Name)).Where(region => region.TwoLetterISORegionName is [>= 'A' and <= 'Z', _] and not ("XK" or "EU" or "QO" or "DG" or "EA" or "IC"))
            .SelectMany(region => (string[])[region.TwoLetterISORegionName, region.ThreeLetterISORegionName]).Distinct()];
        Assert.True(known.Length > 200);
        Assert.Equal("", string.Join(" ", known.Where(code => !TextKinds.Has(TextSamples.Kinds(code), code.Length == 2 ? SemanticType.CountryAlpha2 : SemanticType.CountryAlpha3))));
        Assert.Equal((249, 249, 183, 56), (CodeLists.CountryAlpha2.Split(' ').Distinct().Count(), CodeLists.CountryAlpha3.Split(' ').Distinct().Count(), CodeLists.Language.Split(' ').Distinct().Count(), CodeLists.UsState.Split(' ').Distinct().Count()));
    }

    private static Gen<string> Nested(int depth) => depth == 0
        ? Gen.Int[0, 6].Select(at => ((string[])["1", "-2.5e3", "\"x\"", "true", "null", "{}", "[]"])[at])
        : Gen.OneOf(Nested(depth - 1), Nested(depth - 1).Array[0, 3].Select(items => $"[{string.Join(" ,", items)}]"), Nested(depth - 1).Array[0, 3].Select(items => $"{{{string.Join(",", items.Select((item, at) => $"\"k{at}\" : {item}"))}}}"));

    private static bool IsJson(string text)
    {
        if (text is not ['{' or '[', ..]) return false;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
