namespace Mlops.Sdk;

internal sealed record AutoEncoding(int MaxOneHotLevels) : EncodingMethod
{
    public int MaxOneHotLevels { get; init; } = Valid.AtLeast(MaxOneHotLevels, 0, nameof(MaxOneHotLevels));

    internal override EncodingMethod For(int levels, bool hasLabel) => levels > MaxOneHotLevels && hasLabel ? Target() : OneHot();

    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target) => throw new NotSupportedException("The method is chosen for each column.");
}
