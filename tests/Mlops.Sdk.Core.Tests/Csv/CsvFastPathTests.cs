using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;

namespace Mlops.Sdk.Tests;

/// <summary>The short ways through the CSV reader give what the long ones do, to the bit.</summary>
public sealed class CsvFastPathTests
{
    private static readonly string[] Fields = ["", "1", "-2.5", " 7 ", "\t", "  ", "abc", "x y", "\u00e9\u4e2d\U0001F600", "2020-01-02", "true", "0.12345678901234567", new('w', 300), string.Concat(Enumerable.Repeat("\u4e2d", 70))];

    private static readonly string[] Odd = ["\r", "\n", "\r\n", "\n\r", "\0", "\uFEFF", "\u00e9", " ", "\t", "\u000B", "\u007F", ",", "\n\n", " \n", "\u2028"];

    private static readonly Gen<double> Finite = Gen.Select(Gen.ULong, Gen.Int[0, 3]).Select((bits, kind) =>
        BitConverter.UInt64BitsToDouble(kind == 0 ? bits & 0x000F_FFFF_FFFF_FFFF : kind == 1 ? (bits & 0x000F_FFFF_FFFF_FFFF) | ((1023UL + (bits >> 58) - 32) << 52) : bits % 0x7FF0_0000_0000_0000)).Where(double.IsFinite);

    [Fact]
    public void FromCsv_OddBytesInPlainBlocks_ReadAsTheWholeGrammarDoes() =>
        Gen.Select(Gen.Int[2, 4], Gen.Int[0, 4], Gen.Int[0, Fields.Length - 1].Array[4].Array[0, 40], Gen.Select(Gen.Int[0, 1 << 20], Gen.Int[-4, Odd.Length - 1]).Array[0, 3], Gen.Select(Gen.Int[1, 300], Gen.Int[1, 3]), Gen.Int[0, 2], Gen.Int[0, 15]).Sample(
            (columns, separator, rows, odd, blocks, handling, bits) =>
            {
                char delimiter = ",;\t| "[separator];
                string end = (bits & 1) != 0 ? "\r\n" : "\n";
                string text = string.Join(end, rows.Select(row => string.Join(delimiter, row.Take(columns).Select(i => Fields[i].Replace(delimiter, '_')))).Prepend(string.Join(delimiter, Enumerable.Range(0, columns).Select(i => $"n{i}"))));
                List<byte> bytes = [.. Encoding.UTF8.GetBytes((bits & 2) != 0 ? text + end : text)];
                int header = bytes.IndexOf((byte)'\n') + 1;
                foreach ((int place, int what) in odd)
                    bytes.InsertRange(header + (place % (bytes.Count - header + 1)), what < 0 ? [(byte)(0xC0 - (what * 13))] : Encoding.UTF8.GetBytes(Odd[what]));
                CsvOptions options = new()
                {
                    Delimiter = delimiter, BlockBytes = blocks.Item1, MaxThreads = blocks.Item2, OnWrongFieldCount = (FieldCountHandling)handling,
                    TrimWhitespace = (bits & 4) != 0, InvalidUtf8 = (bits & 8) != 0 ? InvalidTextHandling.Replace : InvalidTextHandling.Error,
                };
                Assert.Equal(Outcome([.. bytes], options with { Comment = '\u0001' }), Outcome([.. bytes], options));
            },
            iter: 1000);

    // The digits of the number halfway between two doubles, cut after 17 to 40 of them or whole, and their neighbours.
    [Fact]
    public void ParseCsv_NumbersNearHalfway_EqualDoubleParseToTheBit() =>
        Gen.Select(Finite, Gen.Int[17, 45], Gen.Int[-1, 1], Gen.Int[0, 45], Gen.Int[0, 3], Gen.Int[0, 2]).Array[100].Sample(
            cases => AssertParsed([.. cases.Select(one => Halfway(one.Item1, one.Item2 > 40 ? int.MaxValue : one.Item2, one.Item3, one.Item4, one.Item5, one.Item6))]),
            iter: 40);

    [Fact]
    public void ParseCsv_AnyDigitsAndExponent_EqualDoubleParseToTheBit() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 40], Gen.Int[0, 40], Gen.Int[-420, 420], Gen.Int[0, 3], Gen.Int[0, 2]).Array[100].Sample(
            cases => AssertParsed([.. cases.Select(one => Text(string.Concat(one.Item1), one.Item3 % (one.Item4 == 0 ? 25 : 421), one.Item2, one.Item4, one.Item5))]),
            iter: 100);

    [Fact]
    public void ParseCsv_SpellingsOfNumbers_EqualDoubleParseToTheBit() => AssertParsed(
    [
        "0", "-0", "+0", "-0.0", "0e400", "-0e-400", "00000000000000000000.5", "000000000000000000000000000000123", "0.00000000000000000000000000000000000000000001", "5e-324", "2.4703282292062327e-324", "2.4703282292062328e-324",
        "2.2250738585072011e-308", "2.2250738585072014e-308", "1.7976931348623157e308", "1.7976931348623159e308", "1e309", "-1e309", "1e99999999999", "1e-99999999999", "9007199254740993", "9007199254740993.0000000000000000000000001",
        "18446744073709551615", "18446744073709551616", "9999999999999999999", "99999999999999999999", "1e23", "8.5e22", "1.00000005", "1.0000000512345678", "1.000000051234567890123456", "12345678.", ".12345678", "+.5E+1", "3.E-5",
    ]);

    [Fact]
    public void ParseCsv_DatesWithOneWrongCharacter_ReadAsTheGeneralWayDoes() =>
        Gen.Select(Gen.DateTime[new DateTime(1, 1, 1), new DateTime(9999, 12, 31)], Gen.Int[0, 40], Gen.Int[0, 11], Gen.Bool).Array[200].Sample(
            cases =>
            {
                string[] plain = [.. cases.Select(one =>
                {
                    char[] text = one.Item1.ToString(one.Item4 ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture).ToCharArray();
                    if (one.Item2 < text.Length) text[one.Item2] = "0123459:T.Z "[one.Item3];
                    return new string(text).Trim();
                })];

                // Slashes and a mark of UTC are no date of the short way, and the same moment.
                IEnumerable<string> other = plain.Zip(cases, (text, one) => one.Item4 ? text.Replace('-', '/') : text + "Z");
                CsvOptions options = new() { Delimiter = ',', OnBadValue = BadValueHandling.Missing, Types = new Dictionary<string, ColumnType> { ["a"] = ColumnType.Timestamp, ["b"] = ColumnType.Timestamp } };
                Dataset data = Dataset.ParseCsv("a,b\n" + string.Join('\n', plain.Zip(other, (a, b) => $"{a},{b}")), options);
                Assert.Equal(Enumerable.Range(0, plain.Length).Select(row => data["b"].IsMissing(row)), Enumerable.Range(0, plain.Length).Select(row => data["a"].IsMissing(row)));
                Assert.Equal(((TimestampColumn)data["b"]).Ticks.ToArray(), ((TimestampColumn)data["a"]).Ticks.ToArray());
            },
            iter: 50);

    private static string Halfway(double value, int digits, int step, int point, int zeros, int sign)
    {
        long bits = BitConverter.DoubleToInt64Bits(value) & long.MaxValue;
        int raw = (int)(bits >> 52), power = Math.Max(raw, 1) - 1023 - 53;
        BigInteger half = (2 * new BigInteger((bits & 0x000F_FFFF_FFFF_FFFF) | (raw == 0 ? 0 : 1L << 52))) + 1;
        string all = (power >= 0 ? half << power : half * BigInteger.Pow(5, -power)).ToString(CultureInfo.InvariantCulture);
        int exponent = Math.Min(power, 0), kept = Math.Min(digits, all.Length);
        string cut = BigInteger.Max(0, BigInteger.Parse(all[..kept], CultureInfo.InvariantCulture) + step).ToString(CultureInfo.InvariantCulture);
        return Text(cut, exponent + all.Length - kept, point, zeros, sign);
    }

    // The digits times a power of ten, with a point somewhere among them.
    private static string Text(string digits, int power, int point, int zeros, int sign)
    {
        int whole = point % (digits.Length + 1), exponent = power + digits.Length - whole;
        string text = new string('0', 3 * (zeros / 2)) + digits[..whole] + (whole < digits.Length ? "." : "") + digits[whole..];
        return (sign == 0 ? "" : sign == 1 ? "-" : "+") + (exponent == 0 ? text : FormattableString.Invariant($"{text}{(zeros % 2 == 0 ? 'e' : 'E')}{exponent}"));
    }

    private static void AssertParsed(string[] texts)
    {
        foreach (char mark in ".,")
        {
            CsvOptions options = new() { Delimiter = ';', DecimalMark = mark, Types = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Number } };
            ReadOnlySpan<double> read = ((NumberColumn)Dataset.ParseCsv("x;y\n" + string.Concat(texts.Select(text => text.Replace('.', mark) + ";1\n")), options)["x"]).Values;
            for (int i = 0; i < texts.Length; i++)
            {
                double expected = double.Parse(texts[i], CultureInfo.InvariantCulture);
                if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(read[i])) Assert.Fail(FormattableString.Invariant($"{texts[i]} is {expected:R} and not {read[i]:R}."));
            }
        }
    }

    private static string Outcome(byte[] bytes, CsvOptions options)
    {
        try
        {
            Dataset data = Dataset.FromCsv(new MemoryStream(bytes), options);
            return string.Join('\n', data.Columns.Select(column => $"{column.Name} {column.Type}: {string.Join('|', Enumerable.Range(0, data.RowCount).Select(row => Value(column, row)))}"));
        }
        catch (MlopsException e)
        {
            return e.Message;
        }
    }

    private static string Value(Column column, int row) => column.IsMissing(row) ? "\u2205"
        : column is NumberColumn numbers ? BitConverter.DoubleToInt64Bits(numbers.Values[row]).ToString("X16", CultureInfo.InvariantCulture)
        : column.GetText(row);
}
