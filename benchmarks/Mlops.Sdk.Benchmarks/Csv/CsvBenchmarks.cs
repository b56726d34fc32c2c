using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks.Csv;

/// <summary>Reading 200,000 rows x 6 columns with types inferred and declared, in batches, and writing them.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class CsvBenchmarks
{
    private const int Rows = 200_000;
    private string _path = "";
    private Dataset _data = Dataset.Empty;

    [GlobalSetup]
    public void SetUp()
    {
        var random = new RandomStream(7);
        var text = new StringBuilder("id,amount,ratio,city,day,note\n");
        for (int row = 0; row < Rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"{row},{random.NextDouble() * 5000:F2},{random.NextDouble():R},city {random.NextInt32(50)},2024-0{1 + random.NextInt32(9)}-1{random.NextInt32(10)},\"order {row}, late\"\n");
        _path = Path.GetTempFileName();
        File.WriteAllText(_path, text.ToString());
        _data = Dataset.FromCsv(_path);
    }

    [GlobalCleanup]
    public void CleanUp() => File.Delete(_path);

    [Benchmark(Baseline = true)]
    public Dataset Inferred() => Dataset.FromCsv(_path);

    [Benchmark]
    public Dataset InferredOnOneThread() => Dataset.FromCsv(_path, new() { MaxThreads = 1 });

    [Benchmark]
    public Dataset Declared() => Dataset.FromCsv(_path, new() { Schema = _data.Schema });

    [Benchmark]
    public int InBatches() => CsvSource.Open(_path).ReadBatches().Sum(batch => batch.RowCount);

    [Benchmark]
    public void Write() => _data.SaveCsv(Stream.Null);
}
