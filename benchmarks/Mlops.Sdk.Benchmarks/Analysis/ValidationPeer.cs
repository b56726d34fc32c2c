using System.Globalization;
using System.Runtime.InteropServices;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Our side of <c>benchmarks/peers/validation.py</c>: the columns in the files of a folder against the rules, on one thread and on all, the median of a few runs.</summary>
internal static class ValidationPeer
{
    private const int Runs = 7;

    public static void Run(string folder)
    {
        Dataset data = Read(folder);
        DataRules rules = ValidationTable.Rules();
        (double oneWall, double oneCpu) = Median(() => rules.Validate(data, context: new() { MaxThreads = 1 }));
        (double wall, double cpu) = Median(() => rules.Validate(data));
        ValidationReport report = rules.Validate(data);
        string counts = string.Join(", ", report.Results.Where(result => result.FailingRows is not null).Select(result => $"\"{result.Rule.Name}\": {result.FailingRows}"));
        string observed = string.Join(", ", report.Results.Where(result => result.Observed is not null).Select(result => string.Create(CultureInfo.InvariantCulture, $"\"{result.Rule.Name}\": {result.Observed:R}")));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"rules\": {report.Results.Length}, \"one_wall\": {oneWall:0.####}, \"one_cpu\": {oneCpu:0.####}, \"wall\": {wall:0.####}, \"cpu\": {cpu:0.####}, \"counts\": {{{counts}}}, \"observed\": {{{observed}}}}}"));
    }

    private static Dataset Read(string folder)
    {
        T[] Values<T>(string name)
            where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(Path.Combine(folder, name + ".bin"))).ToArray();
        var columns = new List<Column>();
        for (int i = 0; i < ValidationTable.Numbers; i++) columns.Add(new NumberColumn($"n{i}", Values<double>($"n{i}")));
        columns.AddRange([new IntegerColumn("id", Values<long>("id")), new IntegerColumn("count", Values<long>("count")), new FlagColumn("flag", Array.ConvertAll(Values<byte>("flag"), value => value != 0))]);
        for (int i = 0; i < 4; i++) columns.Add(new CategoryColumn($"c{i}", Values<int>($"c{i}"), ValidationTable.Levels));
        byte[] text = Values<byte>("code");
        int width = text.Length / columns[0].Length;
        columns.Add(new TextColumn("code", text, (int[])[.. Enumerable.Range(0, columns[0].Length + 1).Select(row => row * width)]));
        columns.AddRange([new TimestampColumn("start", Values<long>("start")), new TimestampColumn("end", Values<long>("end"))]);
        return new Dataset(columns);
    }

    private static (double Wall, double Cpu) Median(Action work)
    {
        for (int warm = 0; warm < 3; warm++) work();
        Measured[] runs = [.. Enumerable.Range(0, Runs).Select(_ => Measured.Once(work))];
        return (runs.Select(run => run.WallSeconds).Order().ElementAt(Runs / 2), runs.Select(run => run.CpuSeconds).Order().ElementAt(Runs / 2));
    }
}
