using System.Runtime.CompilerServices;
using System.Text;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Whether strings are a category or text, and the levels.</summary>
internal sealed class LevelQuestion : ColumnQuestion
{
    private readonly Utf8Levels _levels = new();
    private readonly bool _declared;
    private readonly int _most;
    private readonly bool _isLabel;
    private long _present;
    private int _longest;

    public LevelQuestion(ColumnPlan plan, DuckDbOptions options)
        : base(plan)
    {
        _declared = plan.Question == PlanQuestion.Levels;
        _isLabel = plan.Role == ColumnRole.Label;
        _most = _declared ? int.MaxValue : options.MaxCategoryLevels;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe void Add(ResultColumn column, VectorSlice slice)
    {
        TextSlot* slots = slice.Pointer<TextSlot>();
        for (int row = 0; row < slice.Count; row++)
        {
            if (slice.HasNulls && slice.IsNull(row)) continue;
            _present++;
            int before = _levels.Count;
            _levels.CodeOf(slots + row, true);
            if (_levels.Count > before && slots[row].Length > _longest) _longest = Math.Max(_longest, Encoding.UTF8.GetCharCount(TextSlot.Bytes(slots + row)));
            if (!_declared && (_levels.Count > _most || (_longest > StringColumns.MaxLevelLength && !_isLabel)))
            {
                IsAnswered = true;
                return;
            }
        }
    }

    public override ColumnPlan Answer()
    {
        if (IsAnswered || (!_declared && (_levels.Count == 0 || (!_isLabel && StringColumns.Choose(_present, _levels.Count, _longest) == ColumnType.Text)))) return Plan.Settle(ColumnType.Text);
        return Plan.Settle(ColumnType.Category, _levels.Sort().Levels);
    }
}
