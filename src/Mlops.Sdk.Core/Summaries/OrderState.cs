using System.Numerics;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>In what order values come. Parts merge in the order of their rows.</summary>
internal sealed class OrderState<T>
    where T : unmanaged, IComparisonOperators<T, T, bool>
{
    private bool _any;
    private T _first;
    private T _last;
    private OrderSteps _steps;

    /// <summary>Null below two values.</summary>
    public ColumnOrder? Order => _steps switch
    {
        OrderSteps.None => null,
        OrderSteps.Tie => ColumnOrder.Constant,
        OrderSteps.Rise => ColumnOrder.StrictlyIncreasing,
        OrderSteps.Rise | OrderSteps.Tie => ColumnOrder.Increasing,
        OrderSteps.Fall => ColumnOrder.StrictlyDecreasing,
        OrderSteps.Fall | OrderSteps.Tie => ColumnOrder.Decreasing,
        _ => ColumnOrder.Unordered,
    };

    private bool IsUnordered => (_steps & (OrderSteps.Rise | OrderSteps.Fall)) == (OrderSteps.Rise | OrderSteps.Fall);

    public void Add(ReadOnlySpan<T> values)
    {
        if (values.IsEmpty) return;
        if (!IsUnordered) Follow(values[0], Monotonicity.StepsOf(values));
        if (!_any) _first = values[0];
        (_any, _last) = (true, values[^1]);
    }

    public void Merge(OrderState<T> other)
    {
        if (!other._any) return;
        Follow(other._first, other._steps);
        if (!_any) _first = other._first;
        (_any, _last) = (true, other._last);
    }

    public void WriteTo(BinaryWriter writer)
    {
        // In no order the ties that were met first depend on where the search ended.
        writer.Write((byte)(IsUnordered ? OrderSteps.Rise | OrderSteps.Fall : _steps));
        writer.Write(_any);
        writer.Write(NumericKey<T>.ToKey(_first));
        writer.Write(NumericKey<T>.ToKey(_last));
    }

    public void ReadFrom(BinaryReader reader)
    {
        _steps = (OrderSteps)reader.ReadByte();
        _any = reader.ReadBoolean();
        _first = NumericKey<T>.OfKey(reader.ReadInt64());
        _last = NumericKey<T>.OfKey(reader.ReadInt64());
        SummaryFormat.Require((int)_steps <= 7 && (_any || _steps == OrderSteps.None) && !double.IsNaN(NumericKey<T>.ToNumber(_first)) && !double.IsNaN(NumericKey<T>.ToNumber(_last)), "order");
    }

    private void Follow(T next, OrderSteps steps)
    {
        _steps |= steps;
        if (_any) _steps |= next > _last ? OrderSteps.Rise : next < _last ? OrderSteps.Fall : OrderSteps.Tie;
    }
}
