using System.Globalization;

namespace Mlops.Sdk;

/// <summary>What a member of an answer stands for, by its name and type.</summary>
internal static class AnswerMembers
{
    public static Func<Prediction, object>? Find(string name, Type type, Predictor predictor, ModelVersion version, out string problem)
    {
        problem = "has a type that does not hold it";
        Type inner = Nullable.GetUnderlyingType(type) ?? type;
        bool classes = predictor.Task != TaskKind.Regression;
        string folded = MemberNames.Fold(name);
        switch (folded)
        {
            case "VERSION": return OfVersion(inner, version);
            case "PROBABILITIES" when classes: return type.IsAssignableFrom(typeof(Dictionary<string, double>)) ? prediction => prediction.Probabilities : null;
            case "PROBABILITY" when classes:
            case "SCORE": return OfNumber(inner);
        }

        if (folded is "CLASS" or "PREDICTEDLABEL" || folded == MemberNames.Fold(predictor.Label)) return classes ? OfClass(inner, predictor, out problem) : OfNumber(inner);
        problem = "is nothing that the model tells";
        return null;
    }

    private static Func<Prediction, object>? OfNumber(Type type) =>
        type == typeof(double) ? prediction => prediction.Score : type == typeof(float) ? prediction => (float)prediction.Score : null;

    private static Func<Prediction, object>? OfVersion(Type type, ModelVersion version)
    {
        object? value = type == typeof(ModelVersion) ? version : type == typeof(string) ? version.ToString() : type == typeof(int) ? version.Version : null;
        return value is null ? null : _ => value;
    }

    private static Func<Prediction, object>? OfClass(Type type, Predictor predictor, out string problem)
    {
        problem = $"does not hold the classes {string.Join(", ", predictor.Classes.Select(name => $"'{name}'"))}";
        if (type == typeof(string)) return prediction => prediction.Class!;
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (string name in predictor.Classes)
        {
            if (Convert(name, type) is not { } value) return null;
            values.Add(name, value);
        }

        return prediction => values[prediction.Class!];
    }

    private static object? Convert(string name, Type type)
    {
        if (type == typeof(bool)) return name is "1" ? true : name is "0" ? false : bool.TryParse(name, out bool flag) ? flag : null;
        if (type == typeof(int)) return int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
        if (!type.IsEnum) return null;
        string[] members = Array.FindAll(Enum.GetNames(type), member => member == name || MemberNames.Fold(member) == MemberNames.Fold(name));
        return members.Length == 1 ? Enum.Parse(type, members[0]) : null;
    }
}
