using System.Globalization;
using System.Text;
using CsCheck;

namespace Mlops.Sdk.Profiling.Tests.Texts;

public sealed class RecognizerTests
{
    public static TheoryData<SemanticType> Types => [.. Enum.GetValues<SemanticType>().Where(type => type != SemanticType.Text)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Classify_Samples_TellsYesFromNo(SemanticType type)
    {
        (string[] yes, string[] no) = TextSamples.All[type];
        Assert.True(yes.Length >= 10 && no.Length >= 10);
        Assert.Equal("", string.Join(" | ", yes.Where(text => !TextKinds.Has(TextSamples.Kinds(text), type))));
        Assert.Equal("", string.Join(" | ", no.Where(text => TextKinds.Has(TextSamples.Kinds(text), type) && text == text.Trim())));
    }

    [Fact]
    public void Classify_InTurkish_GivesTheSame()
    {
        string[] texts = [.. TextSamples.All.Values.SelectMany(one => one.Yes.Concat(one.No)), "I", "i", "İ", "ı", "MISSING", "TITLE", "Fri, 12 Jan 2024"];
        ulong[] expected = [.. texts.Select(TextSamples.Kinds)];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            Assert.Equal(expected, texts.Select(TextSamples.Kinds));
            Assert.Equal("istanbul", FoldedText.Fold("ISTANBUL"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Classify_AnyBytes_NeverThrows()
    {
        string[] seeds = [.. TextSamples.All.Values.SelectMany(one => one.Yes.Concat(one.No))];
        Gen<byte[]> near = Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Byte.Array[0, 6], Gen.Int[0, 80], Gen.Int[0, 5]).Select((seed, noise, at, cut) =>
        {
            List<byte> bytes = [.. Encoding.UTF8.GetBytes(seeds[seed])];
            bytes.InsertRange(Math.Min(at, bytes.Count), noise);
            return bytes.SkipLast(Math.Min(cut, bytes.Count)).ToArray();
        });
        var state = new TextState();
        Gen.OneOf(Gen.Byte.Array[0, 200], near, Gen.Char[" +-.,:/@{}[]\"#%$()0123456789abcdefTZ"].Array[0, 70].Select(characters => Encoding.UTF8.GetBytes(characters)))
            .Sample(bytes => state.Add(bytes, bytes.Length, Numerics.Hashing.OfBytes(bytes), 1), iter: 12_000, threads: 1);
        Assert.True(state.Tally.Texts >= 12_000);
    }

    [Fact]
    public void Classify_HugeTexts_EndsSoon()
    {
        string[] units = ["4111 1111 1111 1111 ", "a@b.co ", "{\"a\":", "[", "1,234,", "1.", "+49 30 ", "A", "\0", "ü", "(", "https://x/", "::", "-", "0", "DE89 3704 0044 ", "@", "eyJ."];
        foreach (string unit in units)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(unit, (1 << 20) / Encoding.UTF8.GetByteCount(unit))));
            var state = new TextState();
            state.Add(bytes, bytes.Length, 1, 1);
            Assert.Equal(1, state.Tally.Texts);
        }
    }

    [Fact]
    public void Classify_NulAndInvalidUtf8_IsNoType()
    {
        foreach ((string text, SemanticType type) in ((string, SemanticType)[])[("ann@example.com", SemanticType.Email), ("2024-03-01", SemanticType.Date), ("4111111111111111", SemanticType.PaymentCard), ("192.168.0.1", SemanticType.IPv4), ("1.5", SemanticType.Decimal), ("{\"a\":1}", SemanticType.Json)])
        {
            foreach (byte bad in (byte[])[0, 0xFF, 0x80])
            {
                byte[] bytes = Encoding.UTF8.GetBytes(text);
                foreach (int at in (int[])[0, bytes.Length / 2, bytes.Length])
                    Assert.False(bad == 0 || type != SemanticType.Email ? TextKinds.Has(TextSamples.Kinds([.. bytes[..at], bad, .. bytes[at..]]), type) : false, $"{text} {bad} {at}");
            }
        }
    }
}
