namespace Mlops.Sdk;

/// <summary>What is being found out of a column.</summary>
internal abstract class ColumnQuestion(ColumnPlan plan)
{
    public ColumnPlan Plan => plan;

    /// <summary>Whether further rows change nothing.</summary>
    public bool IsAnswered { get; protected set; }

    public abstract void Add(ResultColumn column, VectorSlice slice);

    public abstract ColumnPlan Answer();

    public static ColumnQuestion Of(ColumnPlan plan, DuckDbOptions options) =>
        plan.Question == PlanQuestion.IntegerOrNumber ? new IntegerQuestion(plan) : new LevelQuestion(plan, options);
}
