namespace Mlops.Sdk;

/// <summary>How categories take part in the detection of outliers.</summary>
public enum DetectionCategories
{
    /// <summary>A level becomes -ln of its share of the rows, so that a rare level is a large number. Levels of one share look the same.</summary>
    Rarity,

    /// <summary>Every level becomes a column of 0 and 1, scaled so that two levels lie one unit apart. Seen by distances; widens the data by the number of levels.</summary>
    OneHot,

    /// <summary>Not at all.</summary>
    Ignore,
}
