namespace Mlops.Sdk;

/// <summary>A number of your own about a column, by a state that rows are added to and that merges with that of other rows.</summary>
/// <typeparam name="TState">What is kept of the rows: a value or an object, at most 64 KB when written.</typeparam>
/// <remarks>
/// The profile calls the methods for one column and state at a time, but for different columns perhaps at once: keep nothing in the metric itself. How the rows are cut into batches is up to the source, so the number should not depend on it but for rounding.
/// What a method throws is told as MLO3117 with the metric and the column.
/// </remarks>
/// <param name="name">Its name for ever, in lower_snake with a dot, such as <c>shop.weekend_share</c>.</param>
/// <param name="title">What it is in a few words, as on the page.</param>
/// <exception cref="ArgumentException">The name is none.</exception>
public abstract class ColumnMetric<TState>(string name, string title) : ColumnMetric(name, title)
{
    /// <summary>The state of no rows.</summary>
    /// <param name="field">Name, type and role of the column.</param>
    protected abstract TState Empty(Field field);

    /// <summary>The state with more rows; it may be the same object.</summary>
    /// <param name="state">The state.</param>
    /// <param name="values">The values of the next rows, missing ones included. They are lent: do not keep them beyond the call.</param>
    protected abstract TState Add(TState state, Column values);

    /// <summary>The state of the rows of two; it may be the first object, and the second does not change.</summary>
    /// <param name="state">The state of the earlier rows.</param>
    /// <param name="later">The state of the later rows.</param>
    protected abstract TState Merge(TState state, TState later);

    /// <summary>The number, and how far it may be off (0 where it is exact); null where it is not defined, as without rows.</summary>
    /// <param name="state">The state.</param>
    protected abstract (double Value, double Bound)? ToValue(TState state);

    /// <summary>Writes a state; equal states give equal bytes, at most 65,536.</summary>
    /// <param name="state">The state.</param>
    /// <param name="writer">Where to, in UTF-8.</param>
    protected abstract void Write(TState state, BinaryWriter writer);

    /// <summary>Reads a state that <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Where from, in UTF-8.</param>
    /// <param name="field">Name, type and role of the column.</param>
    /// <exception cref="InvalidDataException">The bytes are no such state.</exception>
    protected abstract TState Read(BinaryReader reader, Field field);

    internal sealed override MetricCell NewCell(Field field) => new Cell(this, field);

    private sealed class Cell(ColumnMetric<TState> metric, Field field) : MetricCell(metric.Name, field.Name)
    {
        private TState _state = Guarded(metric.Name, field.Name, () => metric.Empty(field));

        public override (double Value, double Bound)? Value => Try(() => metric.ToValue(_state)) is var (value, bound) && double.IsFinite(value) ? (value, bound >= 0 ? bound : 0) : null;

        public override void Add(Column values) => Try(() => _state = metric.Add(_state, values));

        public override void Merge(MetricCell other) => Try(() => _state = metric.Merge(_state, ((Cell)other)._state));

        public override void Write(BinaryWriter writer) => Try(() =>
        {
            metric.Write(_state, writer);
            return true;
        });

        public override void Read(BinaryReader reader)
        {
            try
            {
                _state = Try(() => metric.Read(reader, field));
            }
            catch (MlopsException exception) when (exception.InnerException is InvalidDataException or EndOfStreamException)
            {
                throw new InvalidDataException(exception.InnerException.Message, exception);
            }
        }
    }
}
