import { Avatar } from "@natter/react";
import type { ReactElement } from "react";
import "./brand-scene.css";

/** A still life of a conversation beside the sign-in form. It is decoration only. */
export function BrandScene(): ReactElement {
  return (
    <div className="brand-scene" aria-hidden="true">
      <div className="brand-bubbles">
        <div className="brand-row">
          <Avatar id="ada" size="2.75rem" />
          <p>Is the new garden bench holding up?</p>
        </div>
        <div className="brand-row" data-own="">
          <p>Three people and a very large dog. Not a creak.</p>
          <Avatar id="bob" size="2.75rem" />
        </div>
        <div className="brand-row">
          <Avatar id="ada" size="2.75rem" />
          <p>
            Then tea is at four. <span className="brand-reaction">☕️ 2</span>
          </p>
        </div>
      </div>
      <p className="brand-line">Good talk needs a good room.</p>
    </div>
  );
}
