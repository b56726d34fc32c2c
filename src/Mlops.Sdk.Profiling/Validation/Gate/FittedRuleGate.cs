using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Lets rows pass unchanged that keep the rules about single rows, and stops at one that does not.</summary>
public sealed class FittedRuleGate : FittedStep
{
    private readonly GateState _state;
    private readonly TimeProvider _time;
    private readonly ImmutableArray<RowTest> _tests;
    private readonly bool _readsClock;

    internal FittedRuleGate(IEnumerable<Field> inputs, GateState state, TimeProvider time)
        : base(inputs)
    {
        _state = state;
        _time = time;
        _readsClock = state.Serving.Rules.Any(rule => rule.ReadsClock);
        _tests = Bind();
        Report = new RuleGateReport(state);
    }

    /// <inheritdoc/>
    public override string Kind => RuleGate.KindName;

    /// <inheritdoc/>
    public override Report Report { get; }

    /// <summary>The rules that every scored row is held against.</summary>
    public DataRules Rules => _state.Serving;

    /// <inheritdoc/>
    public override Schema OutputSchema(Schema input) => input ?? throw new ArgumentNullException(nameof(input));

    internal static FittedRuleGate Load(BundleReader reader) => new(reader.Inputs, reader.ReadJson("state.json", ValidationJsonContext.Default.GateState), TimeProvider.System);

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _state.Serving.ThrowIfNotData();
        writer.WriteJson("state.json", _state, ValidationJsonContext.Default.GateState);
    }

    /// <inheritdoc/>
    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        // The tests were bound once; only those that look at the clock are bound anew.
        ImmutableArray<RowTest> tests = _readsClock ? Bind() : _tests;
        Span<ulong> looked = stackalloc ulong[DataValidator.RunRows / 64], failing = stackalloc ulong[DataValidator.RunRows / 64];
        for (int start = 0; start < data.RowCount; start += DataValidator.RunRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var view = new BatchView(data.Slice(start, Math.Min(DataValidator.RunRows, data.RowCount - start)), start);
            foreach (RowTest test in tests)
            {
                test.Mark(view, looked[..view.Words], failing[..view.Words]);
                if (!failing[..view.Words].ContainsAnyExcept(0UL)) continue;
                var options = new ValidationOptions { ShowValues = _state.ShowValues };
                _state.Serving.Validate(data, options, new RunContext { Time = _time, MaxThreads = 1 }, cancellationToken).ThrowIfFailed();
            }
        }

        return data;
    }

    private ImmutableArray<RowTest> Bind()
    {
        var binding = new RuleBinding(new Schema(Inputs), new ValidationOptions(), _time);
        return [.. _state.Serving.Rules.Select(rule => rule.Bind(binding)).OfType<RowCheck>().Select(check => check.Test)];
    }
}
