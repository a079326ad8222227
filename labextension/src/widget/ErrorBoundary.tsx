import { Component, type ReactNode } from "react";

import type { Translate } from "../room/lesson";

interface Props {
  t: Translate;
  children: ReactNode;
}

/**
 * A view that breaks says so and can be shown again; the lesson behind it and the other views are
 * not touched.
 */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    const { t } = this.props;
    return (
      <div className="pylq-view pylq-broken" role="alert">
        <p>{t("widget.broken")}</p>
        <button
          type="button"
          className="pylq-button"
          data-lm-suppress-shortcuts="true"
          onClick={() => {
            this.setState({ broken: false });
          }}
        >
          {t("widget.show_again")}
        </button>
      </div>
    );
  }
}
