using System.Text;
using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Profiling.Tests.Texts;

public sealed class TextMergeTests
{
    [Fact]
    public void State_AnySplitAndOrder_IsTheSameBytes() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3000], Gen.Int[1, 7], Gen.ULong).Sample((kind, rows, parts, seed) =>
        {
            string?[] values = Values(kind, rows, seed);
            byte[] whole = BytesOf(StateOf(values));

            var random = new RandomStream(seed);
            random.Shuffle(values.AsSpan());
            List<TextState> states = [.. Enumerable.Range(0, parts).Select(part => StateOf([.. values.Where((_, row) => row % parts == part)]))];
            while (states.Count > 1)
            {
                int into = random.NextInt32(states.Count), from = (into + 1 + random.NextInt32(states.Count - 1)) % states.Count;
                byte[] before = BytesOf(states[from]);
                states[into].Merge(states[from]);
                Assert.Equal(before, BytesOf(states[from]));
                states.RemoveAt(from);
            }

            Assert.Equal(whole, BytesOf(states[0]));
            Assert.Equal(whole, BytesOf(Read(whole)));
        }, iter: 40, threads: 1);

    [Fact]
    public void Profile_OfLevelsInOtherOrders_IsThatOfTheTexts()
    {
        string[] values = [.. Enumerable.Range(0, 900).Select(i => i % 7 == 0 ? "Berlin" : i % 5 == 0 ? "berlin " : $"x{i % 40}@example.com")];
        var parts = new ProfileSummary(new Dataset(CategoryColumn.FromValues("x", values)).Schema);
        for (int start = 0; start < values.Length; start += 300)
        {
            string[] part = values[start..(start + 300)];
            string[] levels = [.. part.Distinct().Reverse()];
            var column = new CategoryColumn("x", Array.ConvertAll(part, value => Array.IndexOf(levels, value)), new CategoryLevels([.. levels]));
            var one = new ProfileSummary(new Dataset(column).Schema);
            one.Add(new Dataset(column));
            parts.Merge(one);
        }

        string merged = TextOf(parts.ToReport());
        Assert.Equal(TextOf(new Dataset(CategoryColumn.FromValues("x", values)).Profile()), merged);
        Assert.Equal(TextOf(new Dataset(TextColumn.FromValues("x", values)).Profile()), merged);
    }

    [Fact]
    public void State_OfManyRows_StaysSmall()
    {
        foreach (int kind in (int[])[0, 1, 2, 3, 4])
            Assert.InRange(BytesOf(StateOf(Values(kind, 20_000, 5))).Length, 100, 24 << 10);
    }

    [Fact]
    public void Patterns_CountedAtAnyDetail_AreThoseOfTheModel() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[1, 2000], Gen.ULong).Sample((kind, rows, seed) =>
        {
            string[] values = [.. Values(kind, rows, seed).OfType<string>().Where(value => value.Trim(' ', '\t').Length > 0)];
            PatternCounts counts = StateOf(values).Patterns;
            PatternDetail detail = PatternDetail.Exact;
            Dictionary<string, int> expected = Model(values, detail);
            while (expected.Count > PatternCounts.Most) expected = Model(values, ++detail);
            Assert.Equal(detail, counts.Detail);
            Assert.Equal(expected.Values.Order(), counts.Entries.Select(entry => (int)entry.Count).Order());
        }, iter: 40);

    [Fact]
    public void ReadFrom_DamagedBytes_SaysSoOrReads()
    {
        byte[] good = BytesOf(StateOf(Values(4, 3000, 1)));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample((at, value, length) =>
        {
            byte[] bad = [.. good];
            bad[at] = value;
            foreach (byte[] bytes in (byte[][])[bad, good[..length]])
            {
                try
                {
                    Read(bytes);
                }
                catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
                {
                }
            }
        });
    }

    private static Dictionary<string, int> Model(string[] values, PatternDetail detail) => values.GroupBy(value =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        ReadOnlySpan<byte> text = Bytes.Trim(bytes);
        Span<byte> mask = stackalloc byte[TextMask.Most], key = stackalloc byte[TextMask.Most];
        mask = mask[..TextMask.Write(text, TextShape.Of(text), mask)];
        return Convert.ToHexString(key[..PatternCounts.Key(mask, detail, key)]);
    }).ToDictionary(group => group.Key, group => group.Count());

    // Codes of one form; texts of few words; many forms; anything; many words and signs.
    private static string?[] Values(int kind, int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        string Word(int most) => string.Concat(Enumerable.Range(0, 1 + random.NextInt32(most)).Select(_ => (char)((random.NextInt32(4) == 0 ? 'A' : 'a') + random.NextInt32(26))));
        return [.. Enumerable.Range(0, rows).Select(row => kind switch
        {
            0 => $"SKU-{random.NextInt32(10_000)}",
            1 => random.NextInt32(20) == 0 ? null : new[] { "Berlin", "BERLIN", " berlin", "New York", "new  york", "", " ", "n/a", "NA", "1.5", "2024-03-01" }[random.NextInt32(11)],
            2 => Word(12) + " " + Word(12),
            3 => string.Concat(Enumerable.Range(0, random.NextInt32(90)).Select(_ => "aAé漢9 .-@\u0001/:{"[random.NextInt32(13)])),
            _ => string.Join(" ", Enumerable.Range(0, 1 + random.NextInt32(12)).Select(_ => Word(9) + ",.;:!?-"[random.NextInt32(7)])),
        })];
    }

    private static TextState StateOf(string?[] values)
    {
        var state = new TextState();
        state.Add(TextColumn.FromValues("x", values));
        return state;
    }

    private static TextState Read(byte[] bytes)
    {
        var state = new TextState();
        state.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
        return state;
    }

    private static byte[] BytesOf(ColumnState state)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        state.WriteTo(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static string TextOf(ProfileReport report)
    {
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(report.ToJson());
        return json.RootElement.GetProperty("data").GetProperty("columns")[0].GetProperty("text").GetRawText();
    }
}
