using BenchmarkDotNet.Attributes;

namespace Mlops.Sdk.Benchmarks;

/// <summary>A million rows of 20 columns against 60 rules: the whole, the parts that cost most, and suggesting rules for 50,000 of the rows.</summary>
[MemoryDiagnoser]
public class ValidationBenchmarks
{
    private readonly Dataset _data = ValidationTable.Make(1_000_000);
    private readonly DataRules _rules = ValidationTable.Rules();
    private readonly RunContext _oneThread = new() { MaxThreads = 1 };

    [Benchmark(Baseline = true)]
    public ValidationReport Validate() => _rules.Validate(_data);

    [Benchmark]
    public ValidationReport ValidateOnOneThread() => _rules.Validate(_data, context: _oneThread);

    [Benchmark]
    public ValidationReport WithoutKeyAndPattern() => _rules.Without("id", "is_unique").Without("code").Validate(_data, context: _oneThread);

    [Benchmark]
    public ValidationReport Key() => new DataRules(Rule.IsUnique("id")).Validate(_data, context: _oneThread);

    [Benchmark]
    public ValidationReport Pattern() => new DataRules(Rule.Matches("code", "[A-Z]{2}-[0-9]{6}")).Validate(_data, context: _oneThread);

    [Benchmark]
    public SplitRows Split() => _rules.Split(_data, context: _oneThread);

    [Benchmark]
    public RuleSuggestions SuggestFrom50000Rows() => DataRules.Suggest(_data.Slice(0, 50_000), new() { HoldOuts = 0 });
}
