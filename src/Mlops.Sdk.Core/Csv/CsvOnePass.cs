using System.Runtime.ExceptionServices;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads a file whose types are not known yet in one pass: the first blocks are held back until they tell the types, batches have those, and every block is held against them.</summary>
/// <remarks>
/// Where a later block does not fit, what was made of the batches is worth nothing. If that shows early, the pass begins again with what it knows by then; otherwise the rest of the file is read for its types alone.
/// Either way the types are those of all rows in the end, as <see cref="CsvSurvey"/> finds them, and a batch has the values that a pass with known types gives.
/// </remarks>
internal sealed class CsvOnePass
{
    // So many rows settle whether a column has more levels than a category may have; records of many fields are judged by fewer.
    private const int HeldRows = 2 * TextOrCategory.MaxLevels, MostHeldBlocks = 16, MostAttempts = 4;
    private const double Early = 0.25;

    private readonly CsvLayout _layout;
    private readonly CsvScan _scan;
    private readonly CsvSurvey _survey;
    private readonly List<CsvBlockResult> _held = [];
    private CsvKind[] _hints = [];
    private CsvBatches? _batches;
    private Schema? _schema;
    private ExceptionDispatchInfo? _thrown;
    private int _attempts;
    private bool _failed;
    private bool _again;

    public CsvOnePass(CsvLayout layout, CsvOptions options)
    {
        _layout = layout;
        _scan = new CsvScan(layout, options);
        _survey = new CsvSurvey(layout, options, _scan);
    }

    /// <summary>The types of all rows, after the pass.</summary>
    public CsvTypes? Types { get; private set; }

    /// <summary>Makes something of all rows.</summary>
    /// <returns>False where the types of the first rows did not hold; the right ones are known then. What the callbacks threw counts only where they held: it may come of wrong types.</returns>
    public bool TryReduce<TResult>(Func<Schema, TResult> begin, Action<TResult, IReadOnlyList<Dataset>> add, int batchRows, int listRows, CancellationToken cancellationToken, out TResult result)
    {
        TResult made;
        bool hasBegun;
        do
        {
            (made, hasBegun, _thrown) = (default!, false, null);
            var lent = new LentBatches();
            foreach (IReadOnlyList<Dataset> batches in lent.Lend(Attempt(batchRows, lent, cancellationToken), listRows)) Call(() =>
            {
                if (!hasBegun) (made, hasBegun) = (begin(_schema!), true);
                add(made, batches);
            });
        }
        while (_again);

        Types = _survey.Settle(cancellationToken);
        bool held = !_failed && Types.Schema.Select(field => field.Type).SequenceEqual(_schema!.Select(field => field.Type));
        if (held && !hasBegun) Call(() => made = begin(_schema!));
        result = made;
        return held;
    }

    /// <summary>Throws what a callback threw.</summary>
    public void ThrowThrown() => _thrown?.Throw();

    private void Call(Action callback)
    {
        if (_thrown is not null) return;
        try
        {
            callback();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _thrown = ExceptionDispatchInfo.Capture(e);
            _batches?.Drop();
        }
    }

    private IEnumerable<Dataset> Attempt(int batchRows, LentBatches lent, CancellationToken cancellationToken)
    {
        if (_again) _survey.BeginAgain();
        (_schema, _batches, _hints, _failed, _again) = (null, null, _survey.Hints(), false, false);
        _attempts++;
        foreach (CsvBlockResult block in _scan.Run((_, column) => _survey.Request(column), cancellationToken))
        {
            _survey.Add(block);
            _held.Add(block);
            if (!_failed && _schema is null && _held.Count < MostHeldBlocks && _survey.Rows < HeldRows) continue;
            PassOn(batchRows, lent, block.Fraction);
            if (_again) yield break;
            foreach (Dataset batch in _batches?.Full(cancellationToken) ?? []) yield return batch;
        }

        PassOn(batchRows, lent, 0);
        foreach (Dataset batch in _batches?.Full(cancellationToken) ?? []) yield return batch;
        if (_batches?.Rest() is { } rest) yield return rest;
    }

    // What is held goes to the batches, or nowhere once a type did not hold or a callback threw; the types are found all the same.
    private void PassOn(int batchRows, LentBatches lent, double fraction)
    {
        if (!_failed)
        {
            _schema ??= _survey.Guess();
            _batches ??= new CsvBatches(_layout, _schema, batchRows, lent, _survey.LevelsOf);
            if (!_held.TrueForAll(Fits)) Fail(fraction);
        }

        _held.ForEach(_failed || _thrown is not null ? static block => block.Release() : _batches!.Add);
        _held.Clear();
    }

    private void Fail(double fraction)
    {
        _batches!.Drop();
        (_batches, _failed) = (null, true);
        _again = fraction <= Early && _attempts < MostAttempts && !_hints.AsSpan().SequenceEqual(_survey.Hints());
    }

    private bool Fits(CsvBlockResult block)
    {
        for (int column = 0; column < block.Pieces.Length; column++)
            if (!_survey.Holds(column, _schema![column].Type, block.Pieces[column]!)) return false;
        return true;
    }
}
