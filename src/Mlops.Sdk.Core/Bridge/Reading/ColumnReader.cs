using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>Moves the values of one column of a view, row by row, into one or more columns of a dataset.</summary>
internal abstract class ColumnReader
{
    public abstract void Read();

    public abstract IEnumerable<Column> Build();
}

internal sealed class ScalarReader<T>(string name, ValueGetter<T> getter, ColumnSink<T> sink) : ColumnReader
{
    private T _value = default!;

    public override void Read()
    {
        getter(ref _value);
        sink.Append(in _value);
    }

    public override IEnumerable<Column> Build() => [sink.Build(name)];
}

internal sealed class VectorReader<T>(string[] names, ValueGetter<VBuffer<T>> getter, ColumnSink<T>[] sinks) : ColumnReader
{
    private readonly T[] _dense = new T[names.Length];
    private VBuffer<T> _buffer;

    public override void Read()
    {
        getter(ref _buffer);
        _buffer.CopyTo(_dense);
        for (int slot = 0; slot < sinks.Length; slot++)
            sinks[slot].Append(in _dense[slot]);
    }

    public override IEnumerable<Column> Build() => sinks.Select((sink, slot) => sink.Build(names[slot]));
}
