using System.IO.Compression;
using System.Text;
using CsCheck;
using Mlops.Sdk.Core.Tests.Data;

namespace Mlops.Sdk.Tests;

/// <summary>Bytes that nobody meant as a table: an answer or a failure of the SDK, the same however the file is cut.</summary>
public sealed class CsvFuzzTests
{
    // What the grammar turns on is frequent; so is what breaks encodings and containers.
    private static readonly byte[][] Pieces =
    [
        [(byte)','], [(byte)'"'], "\"\""u8.ToArray(), [(byte)'\n'], [(byte)'\r'], "\r\n"u8.ToArray(), [(byte)';'], [(byte)'\t'], [(byte)'#'], [(byte)' '], [0], [0xff, 0xfe], [0xef, 0xbb, 0xbf], [0xc3], [0xc3, 0xa9], [0xf0, 0x9f, 0x98, 0x80], [0xed, 0xa0, 0x80],
        [0x1f, 0x8b, 8, 0], [(byte)'P', (byte)'K', 3, 4], "NA"u8.ToArray(), "1"u8.ToArray(), "-9223372036854775808"u8.ToArray(), "1e999"u8.ToArray(), "2024-02-30"u8.ToArray(), "true"u8.ToArray(), "a"u8.ToArray(), "=cmd"u8.ToArray(),
    ];

    private static readonly Gen<byte[]> Bytes =
        from pieces in Gen.Int[0, Pieces.Length - 1].Array[0, 120]
        from noise in Gen.Byte.Array[0, 6]
        select pieces.SelectMany(piece => Pieces[piece]).Concat(noise).ToArray();

    private static readonly Gen<CsvOptions> Settings =
        from header in Gen.Int[0, 2]
        from counts in Gen.Int[0, 2]
        from invalid in Gen.Bool
        from bad in Gen.Bool
        from comment in Gen.Bool
        from trim in Gen.Bool
        from delimiter in Gen.Int[0, 2]
        select new CsvOptions
        {
            HasHeader = header switch { 0 => true, 1 => false, _ => null },
            OnWrongFieldCount = (FieldCountHandling)counts,
            InvalidUtf8 = invalid ? InvalidTextHandling.Error : InvalidTextHandling.Replace,
            OnBadValue = bad ? BadValueHandling.Error : BadValueHandling.Missing,
            OnDuplicateNames = DuplicateNameHandling.Number,
            Comment = comment ? '#' : null,
            TrimWhitespace = trim,
            Delimiter = delimiter switch { 0 => ',', 1 => ';', _ => null },
            MaxRecordBytes = 4096,
        };

    [Fact]
    public void FromCsv_AnyBytes_GiveATableOrAFailureOfTheSdk_HoweverTheyAreCut() =>
        Gen.Select(Bytes, Settings, Gen.Int[1, 64]).Sample(
            (bytes, settings, blockBytes) =>
            {
                string whole = Outcome(bytes, settings with { MaxThreads = 1 }), cut = Outcome(bytes, settings with { MaxThreads = 3, BlockBytes = blockBytes });
                // Which of several defects is told first may depend on the blocks.
                if (whole.StartsWith("MLO", StringComparison.Ordinal)) Assert.StartsWith("MLO15", cut);
                else Assert.Equal(whole, cut);
            },
            iter: 3000);

    [Fact]
    public void FromCsv_DamagedGzip_IsAFailureOfTheSdk() =>
        Gen.Select(Gen.Int[0, 200], Gen.Byte, Gen.Int[0, 60]).Sample(
            (at, value, cut) =>
            {
                byte[] packed = Packed("a,b\n1,x\n2,y\n"u8.ToArray());
                packed[at % packed.Length] ^= value;
                string outcome = Outcome(packed[..^(cut % packed.Length)], new() { OnWrongFieldCount = FieldCountHandling.Pad, OnDuplicateNames = DuplicateNameHandling.Number, InvalidUtf8 = InvalidTextHandling.Replace });
                Assert.NotEmpty(outcome);
            },
            iter: 500);

    [Fact]
    public void FromCsv_QuotedFieldsOverEveryBorder_AreOneField() =>
        Gen.Select(Gen.OneOf(Gen.Const("\r\n"), Gen.Const("\n"), Gen.Const("\""), Gen.Const(",")).Array[1, 40], Gen.Int[1, 20], Gen.Int[2, 4]).Sample(
            (parts, blockBytes, threads) =>
            {
                string value = string.Concat(parts);
                string field = $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
                string text = $"k,v,w\n1,{field},2\n3,\"\",4\n5,{field},6\n";
                Dataset data = Dataset.ParseCsv(text, new() { Delimiter = ',', BlockBytes = blockBytes, MaxThreads = threads });
                Assert.Equal([value, null, value], Same.Values(data, "v").Select(found => found as string == "" ? null : found));
                Assert.Equal([1L, 3L, 5L], Same.Values(data, "k"));
                Assert.Equal([2L, 4L, 6L], Same.Values(data, "w"));
            },
            iter: 500);

    [Fact]
    public void ToCsv_GeneratedDatasets_AreReadBackEqual() =>
        Gen.Select(Gen.ULong[0, 10_000], Gen.Int[0, 60], Gen.Int[1, 300]).Sample(
            (seed, rows, blockBytes) =>
            {
                Dataset data = DatasetGenerator.Create(seed, rows, new() { Label = true });
                CsvOptions options = new() { Schema = data.Schema, BlockBytes = blockBytes, MaxThreads = 3, TrimWhitespace = seed % 2 == 0 };
                bool nul = data.Columns.Any(column => Enumerable.Range(0, rows).Any(row => column.GetText(row).Contains('\0', StringComparison.Ordinal)));
                if (nul) Assert.Contains("has a NUL character", Assert.Throws<MlopsException>(() => data.ToCsv(options)).Message);
                // The levels are those that occur; the schema brings back the others.
                else Same.Data(data, Dataset.ParseCsv(data.ToCsv(options), options).Conform(data.Schema));
            },
            iter: 200);

    private static string Outcome(byte[] bytes, CsvOptions options)
    {
        try
        {
            Dataset data = Dataset.FromCsv(new MemoryStream(bytes), options);
            return $"{data.Schema} {data.RowCount} {data.Fingerprint()}";
        }
        catch (MlopsException error)
        {
            return $"{error.Code} {error.Message}";
        }
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var packed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) packed.Write(bytes);
        return stream.ToArray();
    }
}
