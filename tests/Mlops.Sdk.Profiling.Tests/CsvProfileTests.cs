using CsCheck;
using Mlops.Sdk.Profiling.Tests.Gates;

namespace Mlops.Sdk.Profiling.Tests;

/// <summary>A CSV file is profiled in one pass, and as if its types had been known.</summary>
public sealed class CsvProfileTests
{
    [Fact]
    public void Profile_OfAFileOfUnknownTypes_IsThatOfKnownOnes() => Gen.Select(AnyTable.Sound, AnyTable.Options, Gen.Int[100, 3000]).Sample(
        (data, options, blockBytes) =>
        {
            if (data.Columns.OfType<TextColumn>().Any(texts => texts.Utf8.Contains((byte)0)) || data.Columns.OfType<CategoryColumn>().Any(levels => levels.Levels.Names.Any(name => name.Contains('\0')))) return;
            string path = Path.GetTempFileName();
            try
            {
                data.SaveCsv(path);
                CsvOptions read = new() { BlockBytes = blockBytes, OnDuplicateNames = DuplicateNameHandling.Number };
                CsvSource known = CsvSource.Open(path, read), found = CsvSource.Open(path, read);
                _ = known.Schema;
                RunContext context = new() { Time = new StoppedClock() };
                Assert.Equal(known.Profile(options, context).ToJson(), found.Profile(options, context).ToJson());
            }
            finally
            {
                File.Delete(path);
            }
        },
        iter: 25,
        threads: 1);
}
